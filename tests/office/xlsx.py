# SPDX-License-Identifier: MIT
"""What stands in a workbook, as text: tabs, merged cells, each cell with its format, formula and cached value.

usage: xlsx.py FILE"""
import re
import sys
import zipfile
from xml.etree import ElementTree

SPACE = {'m': 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'}


def tree(archive, name):
    return ElementTree.fromstring(archive.read(name))


def strings(archive):
    if 'xl/sharedStrings.xml' not in archive.namelist():
        return []
    return [''.join(t.text or '' for t in item.iter('{%s}t' % SPACE['m']))
            for item in tree(archive, 'xl/sharedStrings.xml')]


def formats(archive):
    """The number format of each style, for cells of the sheets."""
    styles = tree(archive, 'xl/styles.xml')
    custom = {f.get('numFmtId'): f.get('formatCode') for f in styles.iterfind('.//m:numFmt', SPACE)}
    builtin = {'0': '', '1': '0', '2': '0.00', '9': '0%', '10': '0.00%'}
    return [custom.get(x.get('numFmtId'), builtin.get(x.get('numFmtId'), x.get('numFmtId')))
            for x in styles.iterfind('m:cellXfs/m:xf', SPACE)]


def said(cell, texts, looks):
    value = cell.findtext('m:v', None, SPACE)
    formula = cell.findtext('m:f', None, SPACE)
    if cell.get('t') == 's':
        value = '“%s”' % texts[int(value)].replace('\n', '⏎')
    elif cell.get('t') == 'str':
        value = '“%s”' % value
    if value is None and formula is None:
        return None
    look = looks[int(cell.get('s', '0'))]
    return '%s %s%s%s' % (cell.get('r'), value, ' =' + formula if formula else '', '  [%s]' % look if look else '')


def main(path):
    archive = zipfile.ZipFile(path)
    texts, looks = strings(archive), formats(archive)
    names = [s.get('name') for s in tree(archive, 'xl/workbook.xml').iterfind('.//m:sheet', SPACE)]
    for number, name in enumerate(names, 1):
        sheet = tree(archive, 'xl/worksheets/sheet%d.xml' % number)
        print('# %s' % name)
        print('merged: ' + ' '.join(m.get('ref') for m in sheet.iterfind('.//m:mergeCell', SPACE)))
        page = sheet.find('m:pageSetup', SPACE)
        print('page: ' + ' '.join('%s=%s' % (re.sub('{.*}', '', k), v) for k, v in sorted(page.attrib.items())))
        for cell in sheet.iterfind('.//m:c', SPACE):
            line = said(cell, texts, looks)
            if line:
                print(line)


main(sys.argv[1])
