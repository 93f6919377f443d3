#!/bin/sh
# SPDX-License-Identifier: MIT
# An entry keeps the version of the form it was made with, until it is moved.

. "$top_srcdir/tests/lib.sh"
LANGUAGE=en
XDG_CONFIG_HOME=$scratch/config
export LANGUAGE XDG_CONFIG_HOME
folder=$XDG_CONFIG_HOME/ziping/forms
mkdir -p "$folder"

# form VERSION FIRST-CELL SECOND-CELL
form()
{
	cat >"$folder/small.yaml" <<-TEXT
		form: small
		version: "$1"
		name: 小表
		place: 平凉
		year: 2023
		columns: [1, 1]
		full-score: 100
		match: [project]
		cells:
		  project: {label: 项目名称}
		  $2: {label: 事项}
		  $3: {label: 说明}
		table:
		  - ['{project}', '{$2}']
		  - ['{$3} | 2']
	TEXT
}

form 1 item remark
id=$(ziping new small --year 2023 project=校园安全 item=采购 remark=无)
check 'the newest version has nothing to move' \
	[ "$(ziping move-form "$id")" = 'The entry has this version of the form already.' ]

form 2 item reason
printf '%s\n' 'texts that stay: 2' 'dropped: 说明 (remark) = 无' 'new: 说明 (reason)' >"$scratch/lists"
check 'the entry keeps the version it was made with' [ "$(ziping get "$id" remark)" = 无 ]
ziping move-form --dry-run "$id" >"$scratch/out"
check 'a dry run tells what would happen' diff "$scratch/lists" "$scratch/out"
check 'and does nothing' [ "$(ziping get "$id" remark)" = 无 ]
ziping move-form "$id" >"$scratch/out"
check 'moving tells the same' diff "$scratch/lists" "$scratch/out"
check 'what has a place stays' [ "$(ziping get "$id" project item)" = "$(printf '校园安全\n采购')" ]
check_status 'the new cell is there' 0 ziping set "$id" reason=补充
check_status 'the old one is not' 3 ziping get "$id" remark
check 'it is done once' \
	[ "$(ziping move-form "$id")" = 'The entry has this version of the form already.' ]

printf 'form: small\n' >"$folder/small.yaml"
check_status 'a broken form file is named' 3 ziping move-form "$id"
check_status 'there must be such an entry' 3 ziping move-form 99
check_status 'one entry at a time' 2 ziping move-form 1 2

check 'the log leads to what is stored' ziping check-store
check 'history calls a dropped cell what it was called' \
	sh -c "$(quoted "$top_builddir/ziping") history 1 | grep -q '说明: 无 →'"

finish
