# SPDX-License-Identifier: MIT
# Files in and out: import, export, backup.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

one=$examples/pingliang-2023-01.json
two=$examples/ningxia-2023-01.json

# --- import ---

prints 'import prints an id a line' '1
2' ziping import "$one" "$two"
prints 'from standard input' 3 sh -c "'$top_builddir/ziping' import - <'$one'"
{ echo '['; cat "$one"; echo ','; cat "$two"; echo ']'; } >"$scratch/array.json"
prints 'an array is as many entries' '4
5' ziping import "$scratch/array.json"
echo '[]' >"$scratch/none.json"
none 'an empty array is none' ziping import "$scratch/none.json"

# broken NAME STATUS PATTERN SED: the example, edited, is refused, and nothing of it is stored.
broken()
{
	before=$(entry_count)
	sed "$4" "$one" >"$scratch/broken.json"
	refused "$1" "$2" "$3" ziping import "$scratch/broken.json"
	check "$1: nothing is stored" test "$(entry_count)" = "$before"
}
broken 'a cell that the form lacks' 3 'broken.json:12:3: .*did you mean funds.total.executed' 's/total.executed/totl.executed/'
broken 'a row with one' 3 'broken.json:4[0-9]:5: .*indicators\[2\].tarket' '/≥22篇/s/target/tarket/'
broken 'a number without quotes' 3 'broken.json:11:3: .*text in quotes' 's/"funds.total.budget": "43"/"funds.total.budget": 43/'
broken 'a file cut short' 3 'broken.json:[0-9]*:.*ends in the middle' '40,$d'
broken 'a comma too many' 3 'broken.json:5:.*commas' '5s/$/,/'
broken 'the same key twice' 3 'broken.json:5:.*twice' '4s/$/\n "form": "x",/'
broken 'another format' 3 'broken.json:2:2: .*not an exchange file' 's/ziping-form/other/'
broken 'a newer version' 3 'broken.json:3:2: .*newer program' 's/"version": 1/"version": 2/'
broken 'a form that is not there' 3 'broken.json:4:2: .*did you mean pingliang-project' 's/pingliang-project/pingliang-2024/'
broken 'a control character' 3 'broken.json:7:3: .*U+001B' 's/机构编制专项/\\u001b[2J/'
before=$(entry_count)
{ echo '['; cat "$one"; echo ','; cat "$scratch/broken.json"; echo ']'; } >"$scratch/array.json"
refused 'one broken entry of many' 3 'U+001B' ziping import "$scratch/array.json"
check 'stores none of them' test "$(entry_count)" = "$before"
iconv -f utf-8 -t gb18030 "$one" >"$scratch/gb.json"
refused 'another encoding' 3 'gb.json:7:.*UTF-8' ziping import "$scratch/gb.json"
refused 'no such file' 3 'none/x.json cannot be read' ziping import "$scratch/none/x.json"
refused 'a folder without any' 3 'has no exchange file' ziping import "$top_srcdir/tests"
ziping import "$scratch/gb.json" "$one" "$scratch/broken.json" >"$scratch/out" 2>"$scratch/err"
check 'a broken file leaves with 3' test $? = 3
check 'and does not keep the others out' test "$(wc -l <"$scratch/out")" = 1
check 'each broken one is named, and all are counted' test "$(wc -l <"$scratch/err")" = 3

# --- export as JSON ---

ziping export 1 --format json >"$scratch/out"
check 'one entry is an object' json "it['format'] == 'ziping-form' and it['id'] == 1 and it['version'] == 1" <"$scratch/out"
check 'with what was computed' json "it['computed']['values']['funds.total.rate'] == '57%'" <"$scratch/out"
ziping export 1 2 --format json >"$scratch/out"
check 'several are an array' json "[e['id'] for e in it] == [1, 2]" <"$scratch/out"
ziping export --all --format json >"$scratch/out"
check 'all are an array' json "len(it) == $(entry_count)" <"$scratch/out"
check 'which can be imported' ziping --store "$scratch/copy.db" import "$scratch/out"
ziping --store "$scratch/copy.db" export --all --format json >"$scratch/copy.json"
echo '[]' | ziping --store "$scratch/new.db" import -
ziping --store "$scratch/new.db" export --all --format json >"$scratch/empty.json"
check 'an empty store is an empty array' json 'it == []' <"$scratch/empty.json"
refused 'export of no entry' 3 'entry 99' ziping export 99 --format json
refused 'export without a format' 2 'export needs --format' ziping export 1
refused 'export of another format' 2 'cannot write docx' ziping export 1 --format docx

# --- export as text ---

ziping export 1 --format text >"$scratch/text"
widest()
{
	python3 -c 'import sys, unicodedata
print(max(sum(2 if unicodedata.east_asian_width(c) in sys.argv[1] else 1 for c in line.strip("\n\f"))
	for line in open(sys.argv[2], encoding="utf-8")))' "$1" "$2"
}
longest_page()
{
	python3 -c 'import sys
print(max(page.count("\n") for page in open(sys.argv[1], encoding="utf-8").read().split("\f")))' "$1"
}
check 'A4 upright is at most 88 columns' test "$(widest WF "$scratch/text")" -le 88
check 'and 60 lines' test "$(longest_page "$scratch/text")" -le 60
ziping export 1 --format text --paper a4-landscape >"$scratch/out"
check 'across it is wider' test "$(widest WF "$scratch/out")" -gt 88
check 'but 130 at most' test "$(widest WF "$scratch/out")" -le 130
check 'and 40 lines' test "$(longest_page "$scratch/out")" -le 40
ziping export 1 --format text --columns 70 --lines 30 >"$scratch/out"
check 'columns as told' test "$(widest WF "$scratch/out")" -le 70
check 'lines as told' test "$(longest_page "$scratch/out")" -le 30
ziping export 1 --format text --ambiguous 2 >"$scratch/out"
check 'ambiguous characters are two columns if told' test "$(widest WFA "$scratch/out")" -le 88
ziping export 1 --format text --frame ascii >"$scratch/out"
check 'a frame of ASCII' grep -q '^+-' "$scratch/out"
none 'has no box characters' sh -c "grep -n '[─│┼]' '$scratch/out'; :"
ziping export 1 2 --format text >"$scratch/out"
check 'entries begin on a page of their own' test "$(tr -cd '\f' <"$scratch/out" | wc -c)" -ge 2
refused 'no such paper' 2 'takes a4|a4-landscape, not “a3”' ziping export 1 -f text --paper a3
refused 'no such frame' 2 'takes box|ascii' ziping export 1 -f text --frame thick
refused 'no such width' 2 'takes 1|2' ziping export 1 -f text --ambiguous 3
refused 'no such encoding' 2 'takes utf-8, gb18030, gbk or big5' ziping export 1 -f text --encoding latin1
refused 'too few columns' 2 'columns' ziping export 1 -f text --columns 10
refused 'too few lines' 2 'lines' ziping export 1 -f text --lines 3
refused 'columns that are none' 2 'whole number' ziping export 1 -f text --columns x

# --- files are whole, or as they were ---

echo old >"$scratch/file"
chmod 640 "$scratch/file"
none 'export -o prints nothing' ziping export 1 --format text -o "$scratch/file"
check 'the file is what would have been printed' cmp "$scratch/text" "$scratch/file"
check 'its mode is kept' test "$(stat -c %a "$scratch/file")" = 640
echo old >"$scratch/file"
refused 'what fails' 3 'entry 99' ziping export 1 99 --format text -o "$scratch/file"
check 'leaves the old file' test "$(cat "$scratch/file")" = old
none 'and nothing beside it' sh -c "ls -A '$scratch' | grep '^\.ziping'; :"
refused 'a folder that is not there' 4 'choose another place' ziping export 1 -f text -o "$scratch/none/file"
check 'a device is written as it is' ziping export 1 -f text -o /dev/null
check 'it stays a device' test -c /dev/null
ziping export 1 -f text -o /dev/stdout | cat >"$scratch/out"
check 'so is a pipe' cmp "$scratch/text" "$scratch/out"

# --- what the encoding cannot hold is said before anything is written ---

ziping set 1 'project=费用€㐂' 'remarks=€'
rm -f "$scratch/file"
ziping export 1 2 -f text --encoding gbk -o "$scratch/file" >"$scratch/out" 2>"$scratch/err"
check 'refused as bad input' test $? = 3
check 'with nothing written' test ! -e "$scratch/file"
check 'each cell and character is named' grep -q -x '1 project: 㐂' "$scratch/err"
check 'the last line says how many, and what to do' sh -c "tail -n 1 '$scratch/err' | grep -q '^ziping: .*--replace'"
ziping export 1 2 -f text --encoding gbk --replace -o "$scratch/file" 2>"$scratch/err"
check 'with --replace it is written' test $? = 0
check 'and named all the same' grep -q -x '1 project: 㐂' "$scratch/err"
check 'with a ? for each column' sh -c "iconv -f gbk -t utf-8 '$scratch/file' | grep -q '费用[€?]*??'"
none 'GB18030 holds everything' ziping export --all -f text --encoding GB18030 -o "$scratch/file"

# --- same input, same bytes ---

for format in text json; do
	ziping export --all -f $format >"$scratch/once"
	ZIPING_NOW=2031-07-01T00:00:00Z TZ=UTC ziping export --all -f $format >"$scratch/again"
	check "$format: same entries, same bytes" cmp "$scratch/once" "$scratch/again"
done

# --- backup ---

prints 'backup says what it wrote' "$scratch/backup.db: a verified copy of the store, $(entry_count) entries" \
	ziping backup "$scratch/backup.db"
check 'it is for its owner alone' test "$(stat -c %a "$scratch/backup.db")" = 600
ziping export --all -f json >"$scratch/once"
ziping --store "$scratch/backup.db" export --all -f json >"$scratch/again"
check 'it can be read as a store' cmp "$scratch/once" "$scratch/again"
ziping set 1 project=新
refused 'an earlier one stays' 4 'is there already' ziping backup "$scratch/backup.db"
check 'unless it is to be replaced' ziping backup --force "$scratch/backup.db"
prints 'by what there is now' 新 ziping --store "$scratch/backup.db" get 1 project
refused 'not over the store itself' 4 'is the store itself' ziping backup --force "$ZIPING_STORE"
refused 'not where nothing can be' 4 'choose another place' ziping backup "$scratch/none/backup.db"

finish
