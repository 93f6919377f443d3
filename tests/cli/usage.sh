# SPDX-License-Identifier: MIT
# Help, wrong usage, exit statuses, streams.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

ziping --help >"$scratch/help"
check 'help comes without a store' test ! -e "$ZIPING_STORE"
check 'and leaves with 0' ziping -h
check 'the version has a number' sh -c "'$top_builddir/ziping' --version | grep -q '^ziping [0-9]'"
sed -n 's/^  \([a-z][a-z-]*\).*/\1/p' "$scratch/help" >"$scratch/commands"
check 'help lists the commands' grep -q -x export "$scratch/commands"

while read -r command; do
	ziping "$command" --help >"$scratch/out" 2>"$scratch/err"
	check "$command --help leaves with 0" test $? = 0
	check "$command --help says how to use it" grep -q "^usage: ziping $command" "$scratch/out"
	check "$command --help says nothing else" test ! -s "$scratch/err"
	none "$command --help: no line ends in a blank" sh -c "grep -n ' \$' '$scratch/out'; :"
	refused "$command knows its options" 2 'unknown option --nonsense' ziping "$command" --nonsense
	refused "$command knows its letters" 2 'unknown option -Q' ziping "$command" -Q
done <"$scratch/commands"
check 'a long option is not cut off' sh -c "'$top_builddir/ziping' print --help | grep -q -- '--sides one|two-long|two-short\$'"
check 'help needs no store either' test ! -e "$ZIPING_STORE"

# --- wrong usage: 2 ---

refused 'no such command' 2 'no command “nonsense”' ziping nonsense
refused 'no such option' 2 'unknown option --nonsense' ziping --nonsense
refused 'an option cut short' 2 'unknown option --f;' ziping export --f text --all
refused 'an option without its value' 2 'option --format needs a value' ziping export --all --format
refused 'a letter without its value' 2 'option -o needs a value' ziping export --all -o
refused 'a flag with a value' 2 'option --all takes no value' ziping export --all=yes
refused 'letters together, one unknown' 2 'unknown option -x' ziping export -ax
refused 'too few arguments' 2 'usage: ziping get ID CELL' ziping get 1
refused 'too many' 2 'usage: ziping explain ID CELL' ziping explain 1 2 3
refused 'arguments where there are none' 2 'usage: ziping list' ziping list 1
refused 'nothing to export' 2 'ids of entries, or --all' ziping export --format text
refused 'both ids and all' 2 'ids of entries, or --all' ziping check --all 1
refused 'a size that is none' 2 'like 80x24' ziping --size 80 list
refused 'a size with more behind it' 2 'like 80x24' ziping --size 80x24x list
for command in list 'show 1' 'get 1 project' 'set 1 project=x' 'check --all' 'export --all -f json' 'history 1' 'compare 1' \
	'find-code 1' 'backup copy.db' check-store 'edit 1'; do
	# shellcheck disable=SC2086
	refused "$command: a store that is not there" 4 "there is no store $ZIPING_STORE" ziping $command
done
check 'none of these made a store' test ! -e "$ZIPING_STORE"

# --- options may stand anywhere; -- ends them ---

ziping import "$examples/pingliang-2023-01.json" >/dev/null
refused 'a number has its option before it' 2 '--columns: “20” is not a whole number from 40' \
	ziping export 1 --format text --columns 20
check 'options behind arguments' ziping export 1 --format json -o "$scratch/a.json"
check 'letters with their values' ziping export -fjson -o"$scratch/b.json" 1
check 'the same file' cmp "$scratch/a.json" "$scratch/b.json"
check 'options cut to what is clear' ziping export 1 --form=json --out "$scratch/c.json"
check 'a text may look like an option' ziping set 1 -- 'remarks=--help'
prints 'and is one' '--help' ziping get 1 remarks
check 'another store, by option' ziping --store "$scratch/other.db" new pingliang-project
check 'was made' test -f "$scratch/other.db"
XDG_DATA_HOME=$scratch/data
export XDG_DATA_HOME
prints 'without it, below XDG_DATA_HOME' 1 env -u ZIPING_STORE "$top_builddir/ziping" new pingliang-project
check 'there it is' test -f "$scratch/data/ziping/ziping.db"

# --- findings: 1 ---

check_status 'no finding of severity error' 0 ziping check 1
ziping set 1 'indicators[1].score=6'
check_status 'one of severity error' 1 ziping check 1
check_status 'as JSON too' 1 ziping check --all --json
refused 'an entry that is not there' 3 'entry 7' ziping check 7

# --- the store refuses: 4 ---

echo 'no store' >"$scratch/text.db"
refused 'a file that is no store' 4 'is not a store' ziping --store "$scratch/text.db" list
refused 'a folder' 4 'is not a file' ziping --store "$scratch" list
refused 'a place that cannot be' 4 'Not a directory' ziping --store "$scratch/text.db/x.db" new pingliang-project
if [ -c /dev/full ]; then
	refused 'standard output is full' 4 'standard output' sh -c "'$top_builddir/ziping' list >/dev/full"
fi
if [ "$(id -u)" != 0 ]; then
	mkdir "$scratch/fixed"
	ziping backup "$scratch/fixed/store.db"
	chmod 400 "$scratch/fixed/store.db"
	chmod 500 "$scratch/fixed"
	check 'a store that may not be written is read' ziping --store "$scratch/fixed/store.db" get 1 project
	refused 'and not written' 4 'cannot be written' ziping --store "$scratch/fixed/store.db" set 1 project=x
	chmod 700 "$scratch/fixed"
fi

# --- forms ---

ziping forms >"$scratch/forms"
check 'the forms, one a line' test "$(wc -l <"$scratch/forms")" = "$(ls "$top_srcdir"/data/forms/*.yaml | wc -l)"
check 'with their official names' grep -q '^pingliang-project  *2023 平凉  *市级预算项目支出绩效自评表$' "$scratch/forms"
ziping forms pingliang-project >"$scratch/cells"
check 'the cells of a form, by name and label' grep -q '^indicators\[N\]\.actual  *actual value  *绩效指标 实际完成值$' "$scratch/cells"
check 'with what is computed' grep -q '^funds.total.rate  *percentage  *computed  *年度资金总额 执行率$' "$scratch/cells"
check 'and what must be filled in' grep -q '^project  *short text  *required  *项目名称$' "$scratch/cells"
check 'below a heading' sh -c 'head -n 1 "$0" | grep -q "^cell  *kind  *filled in  *name\$"' "$scratch/cells"
check 'cells that are not in the table say so' \
	grep -q '^indicators\[N\]\.band  *choice  *绩效指标 完成档次  (not in the table)$' "$scratch/cells"
refused 'a form that is not there' 3 'there is no form' ziping forms pingliang
for form in "$top_srcdir"/data/forms/*.yaml; do
	check "$(basename "$form") has no errors" ziping forms --check "$form"
done
sed 's/type: money/type: mony/; s/^freeze: .*/freeze: x/' "$top_srcdir/data/forms/pingliang-project.yaml" >"$scratch/bad.yaml"
check_status 'a broken form file' 3 ziping forms --check "$scratch/bad.yaml"
ziping forms --check "$scratch/bad.yaml" >"$scratch/out" 2>"$scratch/err"
check 'says several errors a run' test "$(wc -l <"$scratch/err")" -ge 2
check 'each with its place in front' \
	test "$(grep -c "^$scratch/bad.yaml:[0-9]*:[0-9]*: " "$scratch/err")" = "$(wc -l <"$scratch/err")"
check_status 'a form file that is not there' 3 ziping forms --check "$scratch/none.yaml"
XDG_CONFIG_HOME=$scratch/config
export XDG_CONFIG_HOME
mkdir -p "$XDG_CONFIG_HOME/ziping/forms"
cp "$scratch/bad.yaml" "$XDG_CONFIG_HOME/ziping/forms/own.yaml"
check_status 'a broken form of the user'\''s own is reported' 3 ziping forms
ziping forms >"$scratch/out" 2>/dev/null
check 'and the others are listed' cmp "$scratch/forms" "$scratch/out"

finish
