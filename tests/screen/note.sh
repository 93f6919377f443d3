# SPDX-License-Identifier: MIT
# A note on a finding, given on the form.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"

id=$(ziping new pingliang-project --year 2023 funds.fiscal.budget=10 funds.fiscal.executed=12)
there=$(printf '%s\n' "open $id" 'goto funds.fiscal.executed')

# screens TOKEN...: from the cell in which more is spent than budgeted.
screens()
{
	on 100x40 "$there" "$@"
}

is_settled()
{
	[ "$(ziping check "$id" --json | grep '"over-budget"' | sed 's/.*"settled": \([a-z]*\).*/\1/')" = "$1" ]
}

shows 'Ctrl+R asks for the note' 'Note on the finding: more was spent than budgeted' 'key Ctrl+R'
shows 'without a finding it says so' 'nothing that a note could settle or explain' 'goto remarks' 'key Ctrl+R'
shows 'an error is explained' '\[explained\].*实施单位' 'goto unit' 'key Ctrl+R' 'text 单位撤并' 'key Enter' 'key F3'
shows 'and taken back' '\[must be changed\].*实施单位' 'key Ctrl+Z' 'goto unit' 'key F3'
shows 'Esc gives no note' 'to explain 1 ' 'key Ctrl+R' 'text 追加' 'key Esc'
check 'nothing was stored' is_settled false
shows 'Enter settles the warning' 'to explain 0 ' 'key Ctrl+R' 'text 年中追加' 'key Enter'
check 'the note is stored' is_settled true
shows 'the list shows it as settled' '\[settled\]' 'key F3'
shows 'with its note' 'note: 年中追加' 'key F3'
shows 'Ctrl+R again changes it' '年中追加，见文号' 'key Ctrl+R' 'key End' 'text ，见文号'
shows 'Ctrl+Z takes it back' 'to explain 1 ' 'key Ctrl+Z'
check 'after a restart as well' is_settled false
shows 'Ctrl+Y gives it again' 'to explain 0 ' 'key Ctrl+Y'
shows 'an empty note takes it away' 'to explain 1 ' 'key Ctrl+R' 'key Ctrl+Home' 'key Ctrl+K' 'key Enter'
check 'that is stored' is_settled false
shows 'the menu has it' 'Note *Ctrl+R' 'key F10' 'key Down' 'key Down' 'key Down'

finish
