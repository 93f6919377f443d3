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
edit "update value set text = (select new from change c where c.entry = 3 and name = cell) where entry = 3 and uid = 0"
ziping review 2 --who 李四 >/dev/null
ziping review 2 --finish >/dev/null
ziping sign 5 --who 王主任 >/dev/null
check 'second entries and signatures are right' ziping check-store
edit "update review set first = '张三'; update step set who = '赵六' where entry = 4 and id = 1;
	update revision set signed_by = '钱七'"
ziping check-store >"$scratch/printed" 2>"$scratch/errors"
check 'who did it is nobody else' diff - "$scratch/printed" <<'END'
entry 2: its finished second entry 1, of “张三” and “李四”, is not what was written
entry 4: step 1 of its log, by “赵六”, is not what was written
entry 5: revision 1 is signed by “钱七”, its log says “王主任”
END
edit "update review set second = '张三'"
ziping check-store >"$scratch/printed" 2>"$scratch/errors"
check 'nor the second of two' grep -q '^entry 2: its second entry 1 is of “张三”, its log says “李四”$' "$scratch/printed"
chmod 400 "$ZIPING_STORE"
check_status 'a store that cannot be written is looked at as well' 4 ziping check-store
chmod 600 "$ZIPING_STORE"
dd if=/dev/zero of="$ZIPING_STORE" bs=4096 seek=5 count=3 conv=notrunc 2>/dev/null
ziping check-store >"$scratch/printed" 2>"$scratch/errors"
check 'so does damage' test $? = 4
check 'which is named too' grep -q 'is damaged' "$scratch/printed" "$scratch/errors"
finish
