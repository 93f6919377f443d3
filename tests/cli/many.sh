#!/bin/sh
# SPDX-License-Identifier: MIT
# Many entries at once: a file for each, a folder to read, bad ones among good ones, and a kill in the middle.

. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

# The published tables over and over, $1 entries.
many()
{
	python3 - "$1" "$top_srcdir"/data/examples/*.json <<-'PYTHON'
		import json, sys
		tables = [json.load(open(name)) for name in sys.argv[2:]]
		count = int(sys.argv[1])
		json.dump((tables * (count // len(tables) + 1))[:count], sys.stdout, ensure_ascii=False)
	PYTHON
}

# Every file in the folder is whole; nothing else is there, hidden or not.
all_whole()
{
	python3 - "$1" <<-'PYTHON'
		import os, sys, zipfile
		for name in os.listdir(sys.argv[1]):
		    path = os.path.join(sys.argv[1], name)
		    if name.startswith(".ziping."):
		        continue  # whole, and killed just before it got its name
		    if name.endswith(".xlsx"):
		        sys.exit(1) if zipfile.ZipFile(path).testzip() else None
		    elif name.endswith(".txt"):
		        text = open(path, encoding="utf-8").read()
		        sys.exit("cut: " + name) if not text.endswith(" 页\n") and "页" not in text[-200:] else None
		    else:
		        sys.exit("what is " + name)
	PYTHON
}

count_files()
{
	find "$1" -type f | wc -l
}

# kill_in_the_middle FORMAT: once some files are there.
kill_in_the_middle()
{
	mkdir "$scratch/$1"
	"$top_builddir/ziping" export --all --format "$1" -o "$scratch/$1" &
	exporter=$!
	until [ "$(count_files "$scratch/$1")" -ge 20 ]; do
		kill -0 $exporter 2>/dev/null || break
	done
	kill -9 $exporter
	wait $exporter 2>/dev/null
	check "$1: it was killed in the middle" [ "$(count_files "$scratch/$1")" -lt 1000 ]
	check "$1: what is there is whole" all_whole "$scratch/$1"
}

# --- a folder to read ---

mkdir "$scratch/in"
cp "$top_srcdir"/data/examples/*.json "$scratch/in"
printf '{ "format": "ziping-form", ' >"$scratch/in/broken.json"
echo 'not for us' >"$scratch/in/readme.txt"
ziping import "$scratch/in" >"$scratch/ids" 2>"$scratch/said-import"
check 'a bad file is told by the exit status' [ $? -eq 3 ]
check 'and named' grep -q 'broken.json:1' "$scratch/said-import"
check 'and counted' grep -q '8 done, 1 not' "$scratch/said-import"
check 'the others were read' [ "$(wc -l <"$scratch/ids")" -eq 8 ]
check_status 'an empty folder is refused' 3 ziping import "$top_srcdir/tests/forms"

# --- one file an entry ---

mkdir "$scratch/out"
check 'a file for each entry' ziping export --all --format text -o "$scratch/out"
check 'of the name of its project' [ -s "$scratch/out/8-机构编制专项工作经费.txt" ]
ziping export 8 --format text >"$scratch/one"
check 'with the same bytes' cmp "$scratch/one" "$scratch/out/8-机构编制专项工作经费.txt"
ziping export 1 99 8 --format json -o "$scratch/out/" 2>"$scratch/said-export"
check 'one that is not there does not stop the others' [ $? -eq 3 ]
check 'two were written' [ "$(find "$scratch/out" -name '*.json' | wc -l)" -eq 2 ]
ziping check 1 99 8 >"$scratch/findings" 2>/dev/null
check 'nor does it stop the checks' [ $? -eq 3 ]
check 'whose findings are told' grep -q '^1: ' "$scratch/findings"
check 'nothing about progress is written to a file' [ -z "$(tr -d '\n[:print:]一-龥：、；，。“”…' <"$scratch/said-export" |
	tr -cd '\r\033')" ]

# --- of one year ---

ziping new pingliang-project --year 2019 project=旧项目 >/dev/null
ziping export --year 2019 --format json >"$scratch/year.json"
check 'the entries of a year' json '[e["year"] for e in it] == [2019]' <"$scratch/year.json"
ziping export --all --year 2023 --format json >"$scratch/year.json"
check 'all of that year' json 'len(it) == 8 and {e["year"] for e in it} == {2023}' <"$scratch/year.json"
check 'and their findings' sh -c '"$1" check --year 2019 --json | grep -q required' - "$top_builddir/ziping"
check_status 'ids and a year are one too many' 2 ziping export 1 --year 2023 --format json

# --- killed in the middle ---

many 1000 >"$scratch/many.json"
ziping import "$scratch/many.json" >/dev/null
kill_in_the_middle text
if ziping --version | grep -qw xlsx; then
	kill_in_the_middle xlsx
fi
finish
