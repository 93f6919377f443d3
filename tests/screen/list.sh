# SPDX-License-Identifier: MIT
# The list and what opens over it, as screens without a terminal.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"

# script SIZE: the program on the tokens of standard input.
script()
{
	ziping --script - --size "$1" --dump -
}

screen()
{
	printf '%s\n' "$2" | script "$1"
}

check_screen()
{
	golden "$1" "screen/$2.txt" screen "$3" "$4"
}

check_screen 'an empty store offers what to do' empty 80x24 ''
check_screen 'a window too small says so' small 59x14 ''
check_screen 'a window too small and then large enough' grown 40x10 'resize 80x24'

for example in pingliang-2023-01 ningxia-2023-01 ningxia-2023-02 luosong-2023-01 chaotian-2023-01; do
	ziping import "$top_srcdir/data/examples/$example.json" >/dev/null
done
check_screen 'the list at 80x24' list-80x24 80x24 ''
check_screen 'the list at 120x40' list-120x40 120x40 ''
check_screen 'the list at 60x15' list-60x15 60x15 ''
check_screen 'typing filters' list-filter 80x24 'text 平凉'
check_screen 'the menu comes from the table of keys' list-menu 80x24 'key F10'
check_screen 'so does the help' list-help 120x40 'key F1'
check_screen 'forms to choose from, with a picture' new-entry 120x40 'key Ctrl+N
key End
key Up'

rows()
{
	sed '1,3d; /^ Sum of/,$d' | sed '/^$/d'
}

first_scores()
{
	screen 120x40 "$1" | rows | awk '{ print $(NF - 4) }' | tr '\n' ' '
}

check 'Ctrl+T and a column sort' test "$(first_scores 'key Ctrl+T
key Home
key Down
key Down
key Down
key Down
key Down
key Down
key Down
key Down
key Enter')" = '100 99 97.2 95.7 93.1 '
check 'Ctrl+R turns round' test "$(first_scores 'key Ctrl+T
key Home
key PageDown
key Up
key Up
key Up
key Enter
key Ctrl+R')" = '93.1 95.7 97.2 99 100 '
check 'a click on a heading sorts' test "$(first_scores 'click 90,2')" = '100 99 97.2 95.7 93.1 '

count()
{
	screen 80x24 "$1" | sed -n 's/^ \([0-9][0-9]* of [0-9][0-9]*\) .*/\1/p'
}

check 'every word must be found' test "$(count 'text 编制 宁夏')" = '1 of 2'
check 'a filter that finds nothing' test "$(count 'text 没有')" = '0 of 0'
check 'Backspace takes a whole character' test "$(count 'text 平凉没
key Backspace')" = '1 of 1'
check 'Esc shows all again' test "$(count 'text 平凉
key Esc')" = '1 of 5'
check 'Ctrl+U empties it' test "$(count 'text 没有
key Ctrl+U')" = '1 of 5'
check 'also where lines are chosen from' test "$(screen 80x24 'key F10
text none
key Ctrl+U' | grep -c 'Import')" = 1
check 'a pasted text filters' test "$(count 'paste 平凉')" = '1 of 1'
check 'delete' test "$(count 'key Delete')" = '1 of 4'
check 'it is gone for good' test "$(count '')" = '1 of 4'
check 'copy' test "$(count 'key Ctrl+C')" = '1 of 5'
check 'the copy is there' test "$(ziping list --json | grep -c '"id"')" = 5
check 'delete and bring back' test "$(count 'key Down
key Delete
key Delete
key Ctrl+Z
key Ctrl+Z')" = '2 of 5'
check 'nothing to bring back is said' sh -c 'printf "key Ctrl+Z\n" |
	"$top_builddir/ziping" --script - --size 80x24 --dump - | grep "Nothing has been deleted"'
check 'import by name' test "$(count "key Ctrl+O
text $top_srcdir/data/examples/luosong-2023-basedata.json
key Enter")" = '1 of 6'
check 'a file that is not there is named' sh -c 'printf "key Ctrl+O\ntext /no/such\nkey Enter\n" |
	"$top_builddir/ziping" --script - --size 80x24 --dump - | grep "/no/such cannot be read"'
mkdir "$scratch/folder" "$scratch/empty"
cp "$top_srcdir/data/examples/"ningxia-2023-0[12].json "$scratch/folder"
check 'a folder' test "$(count "key Ctrl+O
text $scratch/folder
key Enter")" = '2 of 8'
echo '{' >"$scratch/folder/broken.json"
check 'what is bad in it is told, the rest comes in' sh -c 'printf "key Ctrl+O\ntext %s\nkey Enter\n" "$1" |
	"$2" --script - --size 160x24 --dump - | grep "2 entries have been imported, 1 files not; the first: .*broken.json:"' - \
	"$scratch/folder" "$top_builddir/ziping"
check 'a folder without any is named' sh -c 'printf "key Ctrl+O\ntext %s\nkey Enter\n" "$1" |
	"$2" --script - --size 160x24 --dump - | grep "empty has no exchange file"' - "$scratch/empty" "$top_builddir/ziping"
for _ in 1 2 3 4; do
	printf 'text 宁夏\nkey Delete\n' | ziping --script - --dump /dev/null
done
check 'a published example by the menu' test "$(count 'key F10
key Down
key Down
key Down
key Down
key Down
key Down
key Down
key Enter
key Enter')" = '1 of 7'
check 'the wheel and a click select' test "$(count 'click 5,6')" = '4 of 7'
check 'keys stop at the ends' test "$(count 'key Up
key End
key Down')" = '7 of 7'

# --- the script itself ---

bad_script()
{
	printf '%s\n' "$1" | ziping --script - --size 80x24 --dump "$scratch/dump" 2>"$scratch/error"
	status=$?
	cat "$scratch/error"
	[ "$status" = 3 ] && grep -q "$2" "$scratch/error"
}

check 'an unknown token has its line' bad_script '
# a comment
jump 3' '^ziping: -:3: .*jump'
check 'an unknown key' bad_script 'key Ctrl+Nothing' ':1: .*Ctrl+Nothing'
check 'a size that is none' bad_script 'resize 80' ':1: .*80'
check 'an entry that is not there' bad_script 'open 4711' ':1: .*4711'
check 'a cell without a form' bad_script 'goto project' ':1: .*project'
check 'a screen is written at each `screen` and at the end' test "$(screen 80x24 'screen
screen' | wc -l)" = 72
check 'leaving the list ends the program' test "$(screen 80x24 'key Ctrl+Q
jump' | wc -l)" = 24
check 'typing narrows the forms' test "$(screen 100x24 'key Ctrl+N
text 基础' | grep -c '  [^ │]* 2023')" = 1
printf 'key %s\n' Ctrl+N End Enter >"$scratch/keys"
printf '%s\n' 'text 2031' 'key Enter' 'key Enter' >>"$scratch/keys"
check 'typing replaces the year that is offered' sh -c "$(quoted "$top_builddir/ziping" --script "$scratch/keys" --size 80x24) |
	grep -q '^ [^ ]*  2031'"
finish
