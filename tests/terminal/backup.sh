# SPDX-License-Identifier: MIT
# Opening the full-screen program makes today's backup, without anybody waiting for it.
. "$top_srcdir/tests/lib.sh"
need_terminal
LANGUAGE=en
ZIPING_NOW=2024-03-01T08:00:00Z
export LANGUAGE ZIPING_NOW
backup=$scratch/backups/ziping.db.2024-03-01

# The program writes nothing meanwhile, so that waiting may end without having read anything.
until_true()
{
	term_until "$@" || "$@"
}

# It has ended, and the program has not asked yet how.
backup_is_over()
{
	cat /proc/[0-9]*/stat 2>/dev/null | grep -q " Z $program "
}

check 'commands make none' sh -c "$(quoted "$top_builddir/ziping" import \
	"$top_srcdir/data/examples/pingliang-2023-01.json") && ! test -e $(quoted "$scratch/backups")"
check 'neither do scripts' sh -c "$(quoted "$top_builddir/ziping" --script /dev/null --dump /dev/null) &&
	! test -e $(quoted "$scratch/backups")"

term_start 80x24 "$top_builddir/ziping"
term_shows 'F1 Help' >"$scratch/said" 2>&1
verdict 'the program starts' $?
check 'the backup is there' until_true test -e "$backup"
term_keys C-q
check 'leaving has nothing to say' term_over 0
check 'it is sound' ziping --store "$backup" check-store
check 'nothing half-done is left' test "$(ls "$scratch/backups")" = ziping.db.2024-03-01

rm -r "$scratch/backups"
echo 'in the way' >"$scratch/backups"
term_start 80x24 sh -c "exec $(quoted "$top_builddir/ziping") 2>$(quoted "$scratch/errors")"
term_shows 'F1 Help' >"$scratch/said" 2>&1
check 'a backup that cannot be made' until_true backup_is_over
term_keys C-q
check 'is told when leaving' term_over 4
check 'with what to do' grep -q "^ziping: today's backup of .* could not be made; .ziping backup --daily. says why" \
	"$scratch/errors"
finish
