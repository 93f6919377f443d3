# SPDX-License-Identifier: MIT
# Files and functions that a person can hold in the head, and a licence line in each.
. "$top_srcdir/tests/lib.sh"
cd "$top_srcdir" || exit

sources()
{
	find src tests -name '*.[ch]'
}

long_files()
{
	sources | xargs awk 'FNR == 601 { print FILENAME ": more than 600 lines" }'
}

long_functions()
{
	find src -name '*.c' | xargs ctags -x --c-kinds=f --_xformat='%{end} %n %N %F' |
		awk '$1 - $2 + 1 > 60 { print $4 ": " $3 " has " $1 - $2 + 1 " lines" }'
}

# The median says how the house is written, the maximum only what slipped through.
median_function()
{
	find src -name '*.c' | xargs ctags -x --c-kinds=f --_xformat='%{end} %n' |
		awk '{ print $1 - $2 + 1 }' | sort -n |
		awk '{ n[NR] = $1 } END { print n[int((NR + 1) / 2)] }'
}

without_licence()
{
	{
		sources
		find src tests data man po -name '*.sh' -o -name '*.yaml' -o -name '*.py' \
			-o -name '*.po' -o -name '*.[15]' -o -name '*.[15].in'
		echo Makefile.am configure.ac dev po/Makevars
	} | xargs -n 1 sh -c 'head -n 2 "$1" | grep -q "SPDX-License-Identifier: MIT" || echo "$1"' sh
}

none 'no file is longer than 600 lines' long_files
none 'every file names its licence' without_licence
if command -v ctags >/dev/null; then
	none 'no function is longer than 60 lines' long_functions
	median=$(median_function)
	echo "median function: $median lines" >"$scratch/said"
	[ "$median" -le 12 ]
	verdict 'half of the functions have 12 lines at most' $?
else
	skip 'length of functions' 'universal-ctags is not here'
fi
finish
