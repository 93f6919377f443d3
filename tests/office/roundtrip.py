# SPDX-License-Identifier: MIT
"""Workbooks there and back through LibreOffice, everything computed anew there: each cell holds what it held.

usage: roundtrip.py ZIPING FILE.json...   (`./dev office`)"""
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from xml.etree import ElementTree

SPACE = {'m': 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'}
RECALCULATE = '''<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>'''


def cells(path):
    """(tab, place) -> text or number; merged ranges by tab."""
    archive = zipfile.ZipFile(path)
    texts = []
    if 'xl/sharedStrings.xml' in archive.namelist():
        for item in ElementTree.fromstring(archive.read('xl/sharedStrings.xml')):
            texts.append(''.join(t.text or '' for t in item.iter('{%s}t' % SPACE['m'])))
    book = ElementTree.fromstring(archive.read('xl/workbook.xml'))
    names = [s.get('name') for s in book.iterfind('.//m:sheet', SPACE)]
    found, merged, formulas = {}, {}, 0
    for number, name in enumerate(names, 1):
        sheet = ElementTree.fromstring(archive.read('xl/worksheets/sheet%d.xml' % number))
        merged[name] = sorted(m.get('ref') for m in sheet.iterfind('.//m:mergeCell', SPACE))
        for cell in sheet.iterfind('.//m:c', SPACE):
            value = cell.findtext('m:v', None, SPACE)
            formulas += cell.find('m:f', SPACE) is not None
            if value is None or value == '':
                continue
            kind = cell.get('t', 'n')
            found[name, cell.get('r')] = texts[int(value)] if kind == 's' else \
                value if kind == 'str' else float(value)
    return found, merged, formulas


def same(a, b):
    return abs(a - b) < 1e-9 if isinstance(a, float) and isinstance(b, float) else a == b


def compare(name, there, back):
    (before, merged_before, formulas), (after, merged_after, _) = cells(there), cells(back)
    wrong = [(place, before.get(place), after.get(place)) for place in sorted(set(before) | set(after))
             if not same(before.get(place), after.get(place))]
    for place, a, b in wrong[:10]:
        print('%s %s!%s: %r became %r' % (name, place[0], place[1], a, b))
    if merged_before != merged_after:
        print('%s: other cells are merged' % name)
    print('%s: %d cells, %d formulas, %d differ' % (name, len(before), formulas, len(wrong)))
    return not wrong and merged_before == merged_after


def main(ziping, files):
    with tempfile.TemporaryDirectory() as scratch:
        os.makedirs(scratch + '/profile/user')
        with open(scratch + '/profile/user/registrymodifications.xcu', 'w') as profile:
            profile.write(RECALCULATE)
        environment = dict(os.environ, ZIPING_STORE=scratch + '/office.db')
        ids = subprocess.check_output([ziping, 'import'] + files, env=environment, text=True).split()
        books = ['%s/%s.xlsx' % (scratch, number) for number in ids] + [scratch + '/all.xlsx']
        for number, book in zip(ids + ['--all'], books):
            subprocess.check_call([ziping, 'export', number, '--format', 'xlsx', '-o', book], env=environment)
        subprocess.check_call(['soffice', '-env:UserInstallation=file://%s/profile' % scratch, '--headless',
                               '--convert-to', 'xlsx', '--outdir', scratch + '/back'] + books,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        names = [re.sub('.*/|[.]json$', '', f) for f in files] + ['all']
        good = [compare(name, book, book.replace(scratch, scratch + '/back')) for name, book in zip(names, books)]
        return 0 if all(good) else 1


sys.exit(main(sys.argv[1], sys.argv[2:]))
