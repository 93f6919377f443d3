# SPDX-License-Identifier: MIT
# check-store: nothing is wrong, or something is and leaves with status 4.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

# edit SQL: behind the program's back.
edit()
{
	python3 -c 'import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as store:
	store.executescript(sys.argv[2])' "$ZIPING_STORE" "$1"
}

ziping import "$examples"/*.json >/dev/null
ziping set 1 project=新
prints 'a line of what was checked' \
	'Checked: the file, the references, and 8 entries with their forms, logs, texts, rows, sums and revisions. Nothing is wrong.' \
	ziping check-store
edit "update value set text = '99' where entry = 3 and cell = 'funds.fiscal.executed'"
ziping check-store >"$scratch/printed" 2>"$scratch/errors"
check 'anything wrong leaves with 4' test $? = 4
check 'the entry is named, and what' grep -q '^entry 3: funds.fiscal.executed: stored is “99”' "$scratch/printed"
check 'nothing else is' test "$(wc -l <"$scratch/printed")" = 1
check 'and what to do' grep -q '^ziping: .*1 of 8 entries are wrong; .ziping restore. ' "$scratch/errors"
chmod 400 "$ZIPING_STORE"
check_status 'a store that cannot be written is looked at as well' 4 ziping check-store
chmod 600 "$ZIPING_STORE"
dd if=/dev/zero of="$ZIPING_STORE" bs=4096 seek=5 count=3 conv=notrunc 2>/dev/null
ziping check-store >"$scratch/printed" 2>"$scratch/errors"
check 'so does damage' test $? = 4
check 'which is named too' grep -q 'is damaged' "$scratch/printed" "$scratch/errors"
finish
