# SPDX-License-Identifier: MIT
# The published tables: imported, and typed cell by cell into an empty form, they are the same.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

# --- 平凉, 2023: what the office published ---

pingliang=$(ziping import "$examples/pingliang-2023-01.json")
figures()
{
	ziping get "$1" funds.total.rate funds.total.score total.score
}
prints 'rate, score and total are those published' '57%
5.7
95.7' figures "$pingliang"
none 'there is nothing to say against it' ziping check "$pingliang"
ziping check "$pingliang" --json >"$scratch/out"
check 'nor for a script' json 'it == []' <"$scratch/out"

# --- typed ---

# CELL=TEXT of an example, each closed by a NUL.
typed_cells()
{
	python3 - "$1" <<'TEXT'
import json, sys
it = json.load(open(sys.argv[1], encoding='utf-8'))
cells = list(it['values'].items())
for name, rows in it['rows'].items():
    for number, row in enumerate(rows, 1):
        cells += [(f'{name}[{number}].{column}', text) for column, text in row.items()]
sys.stdout.buffer.write(b''.join(f'{cell}={text}\0'.encode() for cell, text in cells))
TEXT
}

# The exchange file of an entry without what tells it from others.
plain()
{
	ziping export "$1" --format json | grep -v '^ "id": '
}

for example in "$examples"/*.json; do
	name=$(basename "$example" .json)
	form=$(sed -n 's/^ "form": "\(.*\)",$/\1/p' "$example")
	imported=$(ziping import "$example")
	typed=$(ziping new "$form" --year 2023)
	typed_cells "$example" | xargs -0 "$top_builddir/ziping" set "$typed"
	plain "$imported" >"$scratch/imported"
	plain "$typed" >"$scratch/typed"
	# A new entry of 朝天 has seven rows, which stay.
	if [ "$(grep -c '"level1"' "$scratch/typed")" -le "$(grep -c '"level1"' "$scratch/imported")" ]; then
		check "$name: typed is as imported" diff "$scratch/imported" "$scratch/typed"
		ziping export "$imported" --format text >"$scratch/imported"
		ziping export "$typed" --format text >"$scratch/typed"
		check "$name: and so is its print" cmp "$scratch/imported" "$scratch/typed"
		check_status "$name: typed, no finding of severity error" 0 ziping check "$typed"
	fi
	ziping export "$imported" --format json >"$scratch/once.json"
	again=$(ziping import "$scratch/once.json")
	plain "$imported" >"$scratch/imported"
	plain "$again" >"$scratch/again"
	check "$name: exported and imported it is the same" cmp "$scratch/imported" "$scratch/again"
	check_status "$name: no finding of severity error" 0 ziping check "$imported" "$again"
	[ "$form" = pingliang-project ] && prints 'the typed figures are those published' '57%
5.7
95.7' figures "$typed"
done

# What agrees is not kept as typed: it follows its figures from now on.
ziping export "$pingliang" --format json >"$scratch/out"
check 'no rate, sum or score is left as typed' json "not [k for k in it['values'] if k.endswith(('.rate', '.score'))
	or k.startswith('funds.total.') and k != 'funds.total.weight']" <"$scratch/out"
check 'nor that of an indicator whose rule gives it' \
	json "not [r for r in it['rows']['indicators'] if 'score' in r and r['target'][0] in '≥≤']" <"$scratch/out"
ziping set "$pingliang" funds.fiscal.executed=43
prints 'they follow' '100%
10
100' figures "$pingliang"

finish
