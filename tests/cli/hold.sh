# SPDX-License-Identifier: MIT
# An entry that is open on a screen is not written by a command.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

ziping import "$examples/pingliang-2023-01.json" "$examples/ningxia-2023-01.json" >/dev/null
sentence="entry 1 is open by $(id -un) on host $(uname -n) since 2024-03-01 16:00; try again when it is closed"

is_held()
{
	python3 -c 'import sqlite3, sys
sys.exit(not sqlite3.connect(sys.argv[1]).execute("select count(*) from holder").fetchone()[0])' "$ZIPING_STORE"
}

# The screen with entry 1, waiting for keys that do not come; its process id in $holder.
open_screen()
{
	rm -f "$scratch/keys"
	mkfifo "$scratch/keys"
	"$top_builddir/ziping" --script "$scratch/keys" --size 80x24 --dump "$scratch/screen" &
	holder=$!
	exec 5>"$scratch/keys"
	echo 'open 1' >&5
	# Asking costs some milliseconds: 500 times is long enough.
	tries=0
	until is_held || [ $tries = 500 ]; do
		tries=$((tries + 1))
	done
}

open_screen
unset ZIPING_NOW
for words in 'set 1 project=x' 'note 1 project required x' 'move-form 1'; do
	# shellcheck disable=SC2086
	refused "${words%% *}: who has it, and what to do" 4 "$sentence" ziping $words
done
check 'the same day the time is enough' sh -c "ZIPING_NOW=2024-03-01T15:00:00Z $(quoted "$top_builddir/ziping") set 1 project=x 2>&1 |
	grep -q 'since 16:00;'"
check 'reading goes on' ziping get 1 project
check 'so does asking what would be moved' ziping move-form --dry-run 1
check 'another entry is free' ziping set 2 project=y
check 'the file beside the store is its owner'\''s alone' test "$(stat -c %a "$ZIPING_STORE-holders")" = 600
check 'a backup is not disturbed' ziping backup "$scratch/copy.db"
check 'a copy elsewhere is nobody'\''s' ziping --store "$scratch/copy.db" set 1 project=z
check 'the store is sound' ziping check-store
kill -9 $holder
wait $holder 2>/dev/null
check 'a killed program holds nothing' ziping set 1 project=after

ZIPING_NOW=2024-03-01T08:00:00Z
export ZIPING_NOW
open_screen
exec 5>&-
wait $holder
check 'a program that ended holds nothing' ziping set 1 project=again
check 'what it left open is as it was set' test "$(ziping get 1 project)" = again
finish
