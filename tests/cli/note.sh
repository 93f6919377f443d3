#!/bin/sh
# SPDX-License-Identifier: MIT
# A note settles a warning: on the command line, in the findings, in the exchange file.

. "$top_srcdir/tests/lib.sh"
LANGUAGE=en

id=$(ziping new pingliang-project --year 2023 funds.fiscal.budget=10 funds.fiscal.executed=12)
cell=funds.fiscal.executed

over_budget()
{
	ziping check "$1" --json | grep '"over-budget"'
}

check 'more spent than budgeted is open' sh -c "$(quoted "$top_builddir/ziping" check "$id") | grep -q 'over-budget.*原因$'"
check_status 'a note is taken' 0 ziping note "$id" $cell over-budget '年中追加，文号另附'
check 'JSON says settled, with the note' \
	sh -c 'echo "$1" | grep -q "\"settled\": true, \"note\": \"年中追加，文号另附\"}"' - "$(over_budget "$id")"
check 'the text says so as well' \
	sh -c 'echo "$1" | grep -q "over-budget.*(settled: 年中追加，文号另附)$"' - "$(ziping check "$id")"

ziping export "$id" --format json >"$scratch/noted.json"
again=$(ziping import "$scratch/noted.json")
check 'an imported copy is settled too' \
	sh -c 'echo "$1" | grep -q "\"settled\": true"' - "$(over_budget "$again")"
ziping export "$again" --format json | sed "s/\"id\": $again,/\"id\": $id,/" >"$scratch/again.json"
check 'and exported the same again' diff "$scratch/noted.json" "$scratch/again.json"

sed 's/"over-budget"/"over-much"/' "$scratch/noted.json" >"$scratch/broken.json"
ziping import "$scratch/broken.json" 2>"$scratch/refused"
check 'an unknown finding in a file is refused' [ $? -eq 3 ]
check 'with its line' grep -q 'broken.json:[0-9]*:[0-9]*: .*over-much' "$scratch/refused"
check_status 'and on the command line' 3 ziping note "$id" $cell over-much x
check_status 'an unknown cell is refused' 3 ziping note "$id" nowhere over-budget x
check_status 'a finding that is not there is refused' 3 ziping note "$id" funds.other.executed over-budget x
check_status 'an error may be explained' 0 ziping note "$id" project required 项目撤销
ziping check "$id" >"$scratch/explained"
check 'and stands' [ $? -eq 1 ]
check 'with the explanation' grep -q 'error.* project: .* (explained: 项目撤销)$' "$scratch/explained"
check 'in JSON as well' sh -c 'echo "$1" | grep -q "\"project\".*\"settled\": false, \"note\": \"项目撤销\"}"' - \
	"$(ziping check "$id" --json)"
check_status 'it is taken away like any other' 0 ziping note "$id" project required ''
check_status 'all four arguments are needed' 2 ziping note "$id" $cell over-budget

check_status 'an empty note takes it away' 0 ziping note "$id" $cell over-budget ''
check 'the finding is open again' \
	sh -c 'echo "$1" | grep -q "\"settled\": false}"' - "$(over_budget "$id")"
check 'no empty list is exported' \
	[ "$(ziping export "$id" --format json | grep -c notes)" = 0 ]

finish
