# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# For the tests of screens, after tests/lib.sh: sentences in English, so that a better translation does not change them,
# and a day that stays.  A test that uses `shows` or `hides` says in `screens` what their words mean.

LANGUAGE=en
ZIPING_NOW=2024-03-01T08:00:00Z
export LANGUAGE ZIPING_NOW

# on SIZE TOKEN...: the screens of a run.
on()
{
	on_size=$1
	shift
	printf '%s\n' "$@" | ziping --script - --size "$on_size" --dump -
}

# shows NAME PATTERN WORD...: `screens WORD...` succeeds, and the pattern (a basic regular expression) is there.
shows()
{
	shows_name=$1
	shows_pattern=$2
	shift 2
	screens "$@" >"$scratch/said" 2>&1 && grep -q -e "$shows_pattern" "$scratch/said"
	verdict "$shows_name" $?
}

# hides NAME PATTERN WORD...: the same, and it is not there.
hides()
{
	hides_name=$1
	hides_pattern=$2
	shift 2
	screens "$@" >"$scratch/said" 2>&1 && ! grep -q -e "$hides_pattern" "$scratch/said"
	verdict "$hides_name" $?
}

# menu LABEL [TOKEN]: the keys that take it from the menu, where the token leads to; more commands may come.
menu()
{
	menu_line=$(on 100x70 ${2:+"$2"} 'key F10' | sed -n "/─ Menu ─/,/ $1  /p" | wc -l)
	echo 'key F10'
	yes 'key Down' | head -n $((menu_line - 2))
	echo 'key Enter'
}
