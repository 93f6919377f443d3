# SPDX-License-Identifier: MIT
# A signed entry on the screen: it says so, and nothing that is typed changes it.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"

ziping import "$top_srcdir/data/examples/pingliang-2023-01.json" >/dev/null
ziping sign 1 >/dev/null
ziping export 1 --format json >"$scratch/signed.json"

# LINE...: the screen after them.
screen()
{
	printf '%s\n' 'open 1' 'goto indicators[2].actual' "$@" |
		ziping --script - --size 80x24 --dump -
}

golden 'typing is answered with why' screen/read-only.txt screen 'text 12'
for line in 'key F2' 'key F9' 'key Delete' 'key Backspace' 'paste 1\t2' 'paste 3' 'key Ctrl+N' 'key Ctrl+D' \
	'key Alt+Down' 'key Ctrl+Z' 'key Ctrl+Y' 'key Ctrl+R' 'key Ctrl+E'; do
	check "$line: the same" sh -c 'echo "$1" | tail -n 1 | grep -q "entry 1 is signed; reopen it"' - "$(screen "$line")"
done
check 'it was not changed' sh -c "$(quoted "$top_builddir/ziping" export 1 --format json) |
	diff - $(quoted "$scratch/signed.json")"
ziping reopen 1 --reason 补正 >/dev/null
check 'reopened, it is typed into' sh -c 'echo "$1" | tail -n 1 | grep -vq signed' - "$(screen 'text 12' 'key Enter')"
check 'and changed' test "$(ziping get 1 'indicators[2].actual')" = 12
finish
