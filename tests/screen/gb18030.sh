# SPDX-License-Identifier: MIT
# The form where signs like ≥ “ — and the frame are two columns wide.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"

if ! localedef -i zh_CN -f GB18030 "$scratch/zh_CN.GB18030" 2>"$scratch/said"; then
	echo '1..0 # SKIP localedef cannot make zh_CN.GB18030 (package locales)'
	exit
fi
ziping import "$top_srcdir/data/examples/pingliang-2023-01.json" >/dev/null

wide()
{
	printf '%s\n' 'open 1' 'key Ctrl+Home' "$@" |
		LOCPATH=$scratch LC_ALL=zh_CN.GB18030 "$top_builddir/ziping" --script - --size 100x24 --dump -
}
golden 'the table' screen/form-gb18030.txt wide
golden 'typing signs that are wide here' screen/form-gb18030-edit.txt \
	wide 'goto goals.actual' 'text “全年”——召开≥4次' 'key Enter' 'goto goals.actual'
golden 'the findings' screen/form-gb18030-findings.txt wide 'goto funds.fiscal.executed' 'text 2.' 'key F3'
golden 'the preview of pages whose frame is narrow' screen/preview-gb18030.txt wide 'key F7'
ziping import "$top_srcdir/data/examples/ningxia-2023-01.json" >/dev/null

overview()
{
	echo 'key F6' | LOCPATH=$scratch LC_ALL=zh_CN.GB18030 "$top_builddir/ziping" --script - --size 80x24 --dump -
}
golden 'bars of a sign that is narrow everywhere' screen/overview-gb18030.txt overview
finish
