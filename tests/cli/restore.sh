# SPDX-License-Identifier: MIT
# restore: a backup becomes the store, and the clerk is told where the old one is.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

id=$(ziping import "$examples/pingliang-2023-01.json")
ziping set "$id" project=旧
ziping backup "$scratch/backup.db"
ziping set "$id" project=新
kept=$ZIPING_STORE.2024-03-01-1600
prints 'restore says what it kept' "The backup is the store now. What was there before is kept as $kept" \
	ziping restore "$scratch/backup.db"
prints 'the backup is the store' 旧 ziping get "$id" project
prints 'what was there before can be opened' 新 ziping --store "$kept" get "$id" project
check 'both are sound' ziping check-store
check 'and the other as well' ziping --store "$kept" check-store
prints 'where there was none' 'The backup is the store now. There was none before.' \
	ziping --store "$scratch/new.db" restore "$scratch/backup.db"
prints 'it is there' 旧 ziping --store "$scratch/new.db" get "$id" project
refused 'no such file' 4 'cannot be opened' ziping restore "$scratch/none"
refused 'no backup' 4 'is not a backup of a store' ziping restore "$top_srcdir/LICENSE"
refused 'the store itself' 4 'is the store itself' ziping restore "$ZIPING_STORE"
check_status 'a file is needed' 2 ziping restore

none 'backup --daily prints nothing' ziping backup --daily
prints 'it can be restored' "The backup is the store now. What was there before is kept as $kept.2" \
	ziping restore "$scratch/backups/ziping.db.2024-03-01"
prints 'and is what it was' 旧 ziping get "$id" project
check_status 'a file or --daily, not both' 2 ziping backup --daily "$scratch/backup.db"
check_status 'nor neither' 2 ziping backup

cat >"$scratch/hold.py" <<'TEXT'
import sqlite3, subprocess, sys
store = sqlite3.connect(sys.argv[1])
store.execute("select * from entry").fetchall()
sys.exit(subprocess.run(sys.argv[2:]).returncode)
TEXT
refused 'a store that another program has open' 4 'is open in another program' \
	python3 "$scratch/hold.py" "$ZIPING_STORE" "$top_builddir/ziping" restore "$scratch/backup.db"
prints 'stays as it is' 旧 ziping get "$id" project
finish
