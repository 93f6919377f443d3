# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# For the tests of commands, after tests/lib.sh: messages in English, so that a better translation
# changes nothing here; the published entries by name.

LANGUAGE=en
ZIPING_NOW=2024-03-01T08:00:00Z
export LANGUAGE ZIPING_NOW
examples=$top_srcdir/data/examples

# refused NAME STATUS PATTERN COMMAND...: leaves with that status, prints nothing, and says one line
# on standard error that matches (a basic regular expression).
refused()
{
	check_name=$1
	check_wanted=$2
	check_pattern=$3
	shift 3
	"$@" >"$scratch/printed" 2>"$scratch/said"
	check_got=$?
	[ "$check_got" = "$check_wanted" ] && [ ! -s "$scratch/printed" ] &&
		[ "$(wc -l <"$scratch/said")" = 1 ] && grep -q -e "^ziping: .*$check_pattern" "$scratch/said"
	check_verdict=$?
	echo "exit status $check_got, not $check_wanted; or not this alone: $check_pattern" >>"$scratch/said"
	verdict "$check_name" $check_verdict
}

# prints NAME TEXT COMMAND...: standard output is exactly this, with a line end; nothing is said.
prints()
{
	check_name=$1
	printf '%s\n' "$2" >"$scratch/wanted"
	shift 2
	"$@" >"$scratch/printed" 2>"$scratch/said"
	check_got=$?
	[ "$check_got" = 0 ] && [ ! -s "$scratch/said" ] && cmp -s "$scratch/wanted" "$scratch/printed"
	check_verdict=$?
	diff "$scratch/wanted" "$scratch/printed" >>"$scratch/said"
	verdict "$check_name" $check_verdict
}

# json EXPRESSION: a Python expression about `it`, the JSON on standard input, is true.
json()
{
	python3 -c 'import json, sys
it = json.loads(sys.stdin.buffer.read().decode("utf-8"))
sys.exit(0 if eval("(" + sys.argv[1] + ")") else "not so: " + sys.argv[1])' "$1"
}

entry_count()
{
	ziping list --json | python3 -c 'import json, sys; print(len(json.load(sys.stdin)))'
}
