# SPDX-License-Identifier: MIT
# Who may include whom: arrows go down one way only, and each outside library has one owner.
. "$top_srcdir/tests/lib.sh"
cd "$top_srcdir" || exit

sources()
{
	find src -name '*.[ch]'
}

# The table is the architecture: a folder and the folders it may include from.
upward_includes()
{
	sources | xargs awk '
		BEGIN {
			may["base"] = " base "
			may["form"] = " base form "
			may["layout"] = " base form layout "
			may["store"] = " base form store "
			may["in"] = may["out"] = " base form layout in out "
			may["desk"] = " base form layout store in out desk "
			may["cli"] = may["desk"] "cli "
			may["ui"] = may["desk"] "ui "
			may["main.c"] = may["manual.c"] = may["desk"] "cli ui "
		}
		/^[ \t]*#[ \t]*include[ \t]*"/ {
			split(FILENAME, path, "/")
			split($0, quoted, "\"")
			split(quoted[2], from, "/")
			if (!index(may[path[2]], " " from[1] " "))
				print FILENAME ":" FNR ": includes " quoted[2]
		}'
}

# outside HEADERS OWNERS: who else includes one of these (extended regular expressions).
outside()
{
	sources | xargs grep -nE "^[[:space:]]*#[[:space:]]*include[[:space:]]*<($1)\.h>" |
		grep -vE "^($2):" || :
}

yaml_owners()
{
	owners=$(grep -lE '<yaml\.h>' src/form/*.c | wc -l)
	[ "$owners" -le 1 ]
}

check 'there are sources' test "$(sources | wc -l)" -gt 20
none 'no floor includes a higher one' upward_includes
none 'curses has one owner' outside '(ncursesw/)?(curses|ncurses|panel|term)' 'src/ui/terminal\.c'
none 'SQLite has one owner' outside 'sqlite3' 'src/store/[a-z_]*\.c'
none 'libyaml stays in form' outside 'yaml' 'src/form/[a-z_]*\.c'
check 'libyaml has one owner' yaml_owners
none 'iconv has one owner' outside 'iconv' 'src/base/charset\.c'
none 'libmd has one owner' outside 'sha[0-9]*|md[0-9]' 'src/base/code\.c'
none 'cairo and Pango have one owner' outside '(cairo|pango)[a-z/-]*' 'src/out/pdf\.[ch]'
none 'libxlsxwriter has one owner' outside 'xlsxwriter' 'src/out/xlsx\.[ch]'
none 'libunistring has one owner' \
	outside 'uni(str|types|width|gbrk|lbrk|wbrk|norm|ctype|case|conv)' 'src/base/text\.c'
none 'translation is for the top floors' outside 'libintl' 'src/(ui|cli)/[a-z_]*\.[ch]|src/ma(in|nual)\.c'
finish
