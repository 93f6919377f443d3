# SPDX-License-Identifier: MIT
# Languages and encodings of the locale: what is asked for, whether or not it is installed.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"
unset LANGUAGE LC_ALL

# speaks NAME PATTERN NAME=VALUE...: the first line of help.
speaks()
{
	speaks_name=$1
	speaks_pattern=$2
	shift 2
	env "$@" "$top_builddir/ziping" --help >"$scratch/printed" 2>"$scratch/said"
	head -n 1 "$scratch/printed" | grep -q "^$speaks_pattern"
	verdict "$speaks_name" $?
}

# --- language ---

speaks 'Chinese with nothing set' 用法 X=
speaks 'Chinese in C' 用法 LC_ALL=C
speaks 'Chinese in POSIX' 用法 LANG=POSIX
speaks 'Chinese in C.UTF-8' 用法 LC_ALL=C.UTF-8
speaks 'Chinese in C.UTF-8 by LANG' 用法 LANG=C.UTF-8
speaks 'Chinese in zh_CN.UTF-8, installed or not' 用法 LC_ALL=zh_CN.UTF-8
speaks 'Chinese in zh_CN' 用法 LANG=zh_CN
speaks 'English where it is asked for, installed or not' usage LC_ALL=en_US.UTF-8
speaks 'English by LANG' usage LANG=en_US.UTF-8
speaks 'English messages in another locale' usage LANG=C.UTF-8 LC_MESSAGES=en_GB.UTF-8
speaks 'another language has no catalog' usage LC_ALL=de_DE.UTF-8
speaks 'LANGUAGE has the last word' usage LC_ALL=C.UTF-8 LANGUAGE=en
speaks 'and the other way round' 用法 LC_ALL=C.UTF-8 LANGUAGE=zh_CN:en
speaks 'LC_ALL before LANG' 用法 LC_ALL=zh_CN.UTF-8 LANG=en_US.UTF-8

# --- UTF-8, whatever the locale is called ---

id=$(ziping import "$examples/pingliang-2023-01.json")
ziping get "$id" project >"$scratch/wanted"
for locale in C POSIX C.UTF-8 zh_CN.UTF-8 en_US.UTF-8 zh_CN.GBK; do
	env LC_ALL=$locale "$top_builddir/ziping" set "$id" project=机构编制专项工作经费
	env LC_ALL=$locale "$top_builddir/ziping" get "$id" project >"$scratch/out"
	check "$locale: texts in and out" cmp "$scratch/wanted" "$scratch/out"
done
printf 'project=\273\372' >"$scratch/argument"
refused 'an argument in another encoding' 3 '' \
	env LC_ALL=C.UTF-8 "$top_builddir/ziping" set "$id" "$(cat "$scratch/argument")"
prints 'changes nothing' 机构编制专项工作经费 ziping get "$id" project

# --- GB18030 ---

if ! localedef -i zh_CN -f GB18030 "$scratch/zh_CN.GB18030" 2>"$scratch/said"; then
	skip 'the GB18030 locale' 'localedef cannot make it (package locales)'
	finish
fi
gb()
{
	env LOCPATH="$scratch" LC_ALL=zh_CN.GB18030 "$top_builddir/ziping" "$@"
}
utf8()
{
	iconv -f gb18030 -t utf-8
}
to_gb()
{
	printf '%s' "$1" | iconv -f utf-8 -t gb18030
}
ziping --help >"$scratch/wanted"
gb --help | utf8 >"$scratch/out"
check 'GB18030: help is the same' cmp "$scratch/wanted" "$scratch/out"
gb set "$id" "$(to_gb 'project=机构㐂𠀀€编制')"
prints 'GB18030: arguments are understood' '机构㐂𠀀€编制' ziping get "$id" project
gb get "$id" project | utf8 >"$scratch/out"
prints 'GB18030: and printed' '机构㐂𠀀€编制' cat "$scratch/out"
gb get 99 project 2>"$scratch/err"
check 'GB18030: entries that are not there leave with 3' test $? = 3
utf8 <"$scratch/err" >"$scratch/out"
env LC_ALL=C.UTF-8 "$top_builddir/ziping" get 99 project 2>"$scratch/wanted"
check 'GB18030: errors are the same' cmp "$scratch/wanted" "$scratch/out"
gb list --json >"$scratch/json"
check 'GB18030: JSON is UTF-8' json "it[0]['project'] == '机构㐂𠀀€编制'" <"$scratch/json"
gb check "$id" --json >"$scratch/json"
check 'GB18030: findings too' json 'it == []' <"$scratch/json"
gb show "$id" | utf8 >"$scratch/out"
ziping export "$id" --format text --ambiguous 2 >"$scratch/wanted"
check 'GB18030: a table for a terminal with wide frames' cmp "$scratch/wanted" "$scratch/out"
gb export "$id" --format text >"$scratch/out"
ziping export "$id" --format text >"$scratch/wanted"
check 'GB18030: a file is what it is everywhere' cmp "$scratch/wanted" "$scratch/out"

# File names are bytes.
name=$scratch/$(to_gb 自评表)
gb export "$id" --format json -o "$name.json"
check 'GB18030: -o makes the file named' test -f "$name.json"
check 'GB18030: import finds it' gb import "$name.json"
gb backup "$name.db"
check 'GB18030: backup makes the file named' test -f "$name.db"
check 'GB18030: --store finds it' gb --store "$name.db" get "$id" project
check 'GB18030: ZIPING_STORE finds it' env ZIPING_STORE="$name.db" LOCPATH="$scratch" LC_ALL=zh_CN.GB18030 \
	"$top_builddir/ziping" get "$id" project
cp "$top_srcdir/data/forms/pingliang-project.yaml" "$name.yaml"
gb forms --check "$name.yaml" | utf8 >"$scratch/out"
check 'GB18030: and so does forms --check' grep -q '自评表\.yaml' "$scratch/out"
gb import "$name.none" 2>"$scratch/err"
check 'GB18030: a name is readable in a message' sh -c "iconv -f gb18030 -t utf-8 '$scratch/err' | grep -q '自评表.none'"
gb --store "$name.json" list 2>"$scratch/err"
check 'GB18030: the name of the store too' sh -c "iconv -f gb18030 -t utf-8 '$scratch/err' | grep -q '自评表.json'"

finish
