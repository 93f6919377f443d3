# SPDX-License-Identifier: MIT
# What the linker knows: lower floors call nothing of higher ones, the core neither prints nor exits
# nor translates, and nobody keeps mutable state for others to share.
. "$top_srcdir/tests/lib.sh"
cd "$top_builddir" || exit

floors='base form layout store files desk cli ui'

# A floor and the floors that a program needs with it.
below()
{
	case $1 in
	base) echo base ;;
	form) echo base form ;;
	layout) echo base form layout ;;
	store) echo base form store ;;
	files) echo base form layout files ;;
	desk) echo base form layout store files desk ;;
	cli | ui) echo base form layout store files desk "$1" ;;
	esac
}

defined()
{
	for floor; do nm -g --defined-only "lib$floor.a" 2>/dev/null; done |
		awk 'NF == 3 { print $3 }' | sort -u
}

undefined()
{
	nm -g --undefined-only "lib$1.a" 2>/dev/null | awk 'NF == 2 { print $2 }' | sort -u
}

# Names of ours that a floor wants and that its own and the lower floors do not give.
# shellcheck disable=SC2046,SC2086
wanted_from_above()
{
	defined $(below "$1") >"$scratch/given"
	defined $floors | comm -23 - "$scratch/given" >"$scratch/others"
	undefined "$1" | comm -12 - "$scratch/others"
}

# Functions that show something, end the program, or know a language.
speaks()
{
	for floor in base form layout store files desk; do
		undefined "$floor" | grep -xE "$1" | sed "s/^/lib$floor.a: /"
	done
}

printing='_*(v?printf|puts|putchar|perror)(_chk)?|stdout|stderr|v?warnx?|syslog'
ending='exit|_exit|_Exit|quick_exit|v?errx?'
translating='.*gettext|setlocale|textdomain'

# variables LETTERS: writable data by section; the letters of the class say who sees it.
# .data.rel.ro is written by the dynamic linker alone: tables of constant pointers.
variables()
{
	for floor in $floors; do
		nm -A -f sysv "lib$floor.a" 2>/dev/null
	done | awk -F '|' -v class="^[$1]\$" '
		{ gsub(/ /, "", $3); gsub(/ /, "", $7) }
		$3 ~ class && $7 ~ /^\.(data|bss|tdata|tbss)|COM/ && $7 !~ /^\.data\.rel\.ro/ {
			sub(/ *$/, "", $1); print $1
		}'
}

# There is one terminal.
static_variables()
{
	variables bdC | grep -v 'libui\.a:[a-z_-]*terminal\.o:' || :
}

if nm libbase.a 2>/dev/null | grep -q __asan; then
	echo '1..0 # SKIP sanitizers add symbols of their own'
	exit
fi
for floor in $floors; do
	none "$floor calls nothing above it" wanted_from_above "$floor"
done
none 'the core does not print' speaks "$printing"
none 'the core does not end the program' speaks "$ending"
none 'the core does not translate' speaks "$translating"
none 'no mutable variable is shared' variables BDCGS
none 'only the terminal keeps state' static_variables
check 'these tests see symbols' test "$(defined base | wc -l)" -gt 20
finish
