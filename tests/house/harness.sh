# SPDX-License-Identifier: MIT
# The harness itself: a test that cannot fail is worse than none.
. "$top_srcdir/tests/lib.sh"

# A little tree of its own, so that its golden files may be rewritten.
tree=$scratch/tree
mkdir -p "$tree/tests/golden"
cp "$top_srcdir/tests/lib.sh" "$tree/tests/"
echo '执行率 57%' >"$tree/tests/golden/rate"

# says WANTED SCRIPT: the script's TAP has a line that begins so.
says()
{
	(top_srcdir=$tree sh -c '. "$top_srcdir/tests/lib.sh"; '"$2; finish") >"$scratch/tap" 2>&1
	inner=$?
	cat "$scratch/tap"
	grep -q "^$1" "$scratch/tap"
}

fails()
{
	says 'not ok 1 - it' "$1" && [ "$inner" != 0 ]
}

passes()
{
	says 'ok 1 - it' "$1" && [ "$inner" = 0 ]
}

check 'a command that succeeds passes' passes 'check it true'
check 'a command that fails fails' fails 'check it false'
check 'another exit status fails' fails 'check_status it 3 true'
check 'the exit status that is wanted passes' passes 'check_status it 1 false'
check 'an offender fails' fails 'none it echo offender'
check 'a command that fails without a word is no "none"' fails 'none it false'
check 'the golden text passes' passes 'golden it rate echo "执行率 57%"'
check 'another text fails' fails 'golden it rate echo "执行率 56%"'
check 'a text without its line end fails' fails 'golden it rate printf "执行率 57%%"'
check 'a missing golden file fails' fails 'golden it nothing true'
check 'a golden file can be rewritten' \
	passes 'UPDATE_GOLDEN=1; golden it rate echo "执行率 58%"'
check 'and is the new text then' passes 'golden it rate echo "执行率 58%"'
check 'a sanitizer report fails' says 'not ok 2' \
	'check it true; echo overflow >"$scratch/sanitizer.1"'

need_terminal
# A program with the ways of a full-screen one: changes the line settings, restores them at the end.
cat >"$scratch/program" <<'TEXT'
before=$(stty -g)
stty -icanon
echo ready
trap 'stty size' WINCH
while read -r line; do
	[ "$line" = end ] && break
	echo "<$line>"
done
[ "$1" = leaves ] || stty "$before"
TEXT
check 'a terminal starts' term_start 60x15 sh "$scratch/program" 'restores it'
check 'shows what the program writes' term_shows '^ready$'
term_type '平凉市 $(x) "it'\''s"'
term_keys Enter
check 'types Chinese and signs as they are' term_shows '^<平凉市 $(x) "it'\''s">$'
check 'knows where the cursor is' test "$(term_cursor)" = 0,3
term_resize 80x24
check 'changes its size' term_shows '^24 80$'
check 'does not show what is not there' term_hides 'nothing of this'
term_type end
term_keys Enter
check 'waits for the end' term_over 0
check 'finds the settings restored' term_restored
check 'starts again' term_start 60x15 sh "$scratch/program" leaves
check 'is ready again' term_shows ready
term_type end
term_keys Enter
check 'is over again' term_over 0
check 'finds the settings changed' says 'not ok 1' \
	"cp '$scratch'/stty.* \"\$scratch\"; check it term_restored"
check 'starts a third time' term_start 60x15 cat
term_signal KILL
check 'sees a kill' term_over 137
check 'starts a fourth time' term_start 60x15 cat
term_drop
check 'sees a line dropped' term_over
finish
