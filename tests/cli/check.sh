# SPDX-License-Identifier: MIT
# check and note: findings for people and for scripts.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

id=$(ziping import "$examples/pingliang-2023-01.json")
ziping set "$id" funds.total.rate=60% 'indicators[2].actual=' 'indicators[3].weight=五' 'indicators[4].score=3'
ziping check "$id" --json >"$scratch/json"
check 'findings of severity error leave with 1' test $? = 1
keys="['entry', 'id', 'severity', 'cell', 'typed', 'computed', 'say', 'settled']"
check 'each finding has its keys' json "all(set(f) - {'note'} == set($keys) for f in it)" <"$scratch/json"
finding()
{
	check "$1" json "[f for f in it if f['entry'] == $id and (f['id'], f['severity'], f['cell']) == $2]" <"$scratch/json"
}
finding 'a rate that is not what is computed' "('rate-mismatch', 'error', 'funds.total.rate')"
finding 'what is required' "('required', 'error', 'indicators[2].actual')"
finding 'no number' "('not-a-number', 'error', 'indicators[3].weight')"
check 'typed and computed stand side by side' json "[(f['typed'], f['computed']) for f in it
	if f['id'] == 'rate-mismatch'] == [('60%', '57%')]" <"$scratch/json"
check 'what is not computed is null' json "[f['computed'] for f in it if f['id'] == 'required'] == [None]" <"$scratch/json"
check 'nothing typed is null' json "[f['typed'] for f in it if f['id'] == 'required'] == [None]" <"$scratch/json"
check 'a sentence says it' json "all(f['say'] and '{' not in f['say'] and '%1' not in f['say'] for f in it)" <"$scratch/json"
ziping check "$id" >"$scratch/out"
check 'for people it is a line each' json "len(it) == $(wc -l <"$scratch/out")" <"$scratch/json"
check 'with entry, severity, id and cell' \
	grep -q "^$id: error (must be changed) rate-mismatch funds.total.rate: " "$scratch/out"

# --- warnings need a reason, and are none then ---

settled()
{
	ziping check "$id" --json | json "[f['settled'] for f in it if f['id'] == '$1'] == [$2]"
}
ziping set "$id" funds.total.rate= 'indicators[2].actual=26篇' 'indicators[3].weight=5' 'indicators[4].score=' \
	'indicators[1].actual=40次'
check_status 'a warning leaves with 0' 0 ziping check "$id"
check 'it is not settled' settled overshoot False
ziping set "$id" 'indicators[1].reason=年中增加任务'
check 'its reason settles it' settled overshoot True

# --- many entries ---

other=$(ziping import "$examples/ningxia-2023-01.json")
ziping check --all --json >"$scratch/json"
check 'all entries in order' json "[f['entry'] for f in it] == sorted(f['entry'] for f in it) and
	{f['entry'] for f in it} == {$id, $other}" <"$scratch/json"
refused 'an entry that is not there' 3 'entry 99' ziping check 99
echo '[]' | ziping --store "$scratch/new.db" import -
none 'an empty store has no findings' ziping --store "$scratch/new.db" check --all
prints 'for a script neither' '[]' ziping --store "$scratch/new.db" check --all --json

finish
