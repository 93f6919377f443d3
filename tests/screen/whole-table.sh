# SPDX-License-Identifier: MIT
# A clerk types the whole published table into a new entry, key by key.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"
published=$top_srcdir/data/examples/pingliang-2023-01.json

script()
{
	ziping --script "$1" --size "$2" --dump "$scratch/dump"
}

# What the example holds beside what is computed: "name text", a row's columns as "row column text".
ZIPING_STORE=$scratch/example.db ziping import "$published" >/dev/null
ZIPING_STORE=$scratch/example.db ziping export 1 --format json |
	awk -F'"' '/"values"/ { inside = 1 }
		/"rows"/ { rows = 1 }
		/"computed"/ { exit }
		rows && /^ *\{/ { row++ }
		inside && NF == 5 { print (rows ? row : 0) "\t" $2 "\t" $4 }' >"$scratch/typed"
ziping new pingliang-project --year 2023 >/dev/null

# Enter goes from cell to cell; it passes by what is computed, and stops where the rule cannot tell a score.
# A row that the new entry lacks is inserted under the one before, which belongs to the same groups.
awk -F'\t' '
	function type(text) {
		if (text != "")
			print "text " text
	}
	function enter(text) {
		type(text)
		print "key Enter"
	}
	function cells(prefix, names, n, i, list) {
		n = split(names, list, " ")
		for (i = 1; i <= n; i++)
			enter(value[0, prefix list[i]])
	}
	function row(i) {
		for (k = 1; k <= 2; k++)
			if (value[i, "level" k] != value[i - 1, "level" k])
				enter("")
		for (k = 1; k <= 4; k++)
			enter(value[i, column[k]])
		if (value[i, "score"] != "")
			enter(value[i, "score"])
		type(value[i, "reason"])
		same = value[i, "level1"] value[i, "level2"] == value[i + 1, "level1"] value[i + 1, "level2"]
		print same ? "key Ctrl+N" : "key Enter"
	}
	{ value[$1, $2] = $3; last = $1 }
	END {
		split("level3 target actual weight", column, " ")
		print "open 1"
		cells("", "project department unit funds.total.weight")
		cells("funds.fiscal.", "initial budget executed")
		cells("funds.carryover.", "initial budget executed")
		cells("funds.other.", "initial budget executed")
		cells("goals.", "expected actual")
		for (i = 1; i <= last; i++)
			row(i)
		print "text 没有"
		print "key Esc"
	}' "$scratch/typed" >"$scratch/keys"
check 'the keys are accepted' script "$scratch/keys" 120x40
check 'the last Enter stands in the cell under the table' grep -q '^说明  ' "$scratch/dump"
check '57%, 5.7 and 95.7' test "$(ziping get 1 funds.total.rate funds.total.score total.score |
	tr '\n' ' ')" = '57% 5.7 95.7 '
golden 'it prints as the published table' text/pingliang-2023-01.1.a4.txt \
	ziping export 1 --format text --ambiguous 1 --paper a4
faults()
{
	ziping check 1 --json | grep -E '"severity": *"(error|warning)"'
}
check 'no error, no warning' test "$(faults)" = ''

# The published table prints computed figures as well: typed over what is computed they agree with it.
ziping export 1 --format json >"$scratch/before"
{
	echo 'open 1'
	awk -F'"' '/"rows"/ { rows = 1 }
		rows && /^ *\{/ { row++ }
		NF == 5 && $2 ~ /\./ { print "goto " $2 "\ntext " $4 "\nkey Enter" }
		rows && NF == 5 && $4 != "" && $2 !~ /level/ {
			print "goto indicators[" row "]." $2 "\nkey F2\nkey Ctrl+Home\nkey Ctrl+K\ntext " $4 "\nkey Enter"
		}' "$published" | sed '/^goto goals/,/^key/d'
} >"$scratch/keys"
check 'every published figure is typed' script "$scratch/keys" 80x24
ziping export 1 --format json >"$scratch/after"
check 'and changes nothing' diff "$scratch/before" "$scratch/after"
finish
