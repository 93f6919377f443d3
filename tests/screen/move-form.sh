# SPDX-License-Identifier: MIT
# An entry whose form has another version by now, on the screen.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/screen/lib.sh"
XDG_CONFIG_HOME=$scratch/config
export XDG_CONFIG_HOME
folder=$XDG_CONFIG_HOME/ziping/forms
mkdir -p "$folder"

# form VERSION LABEL SECOND-CELL
form()
{
	cat >"$folder/small.yaml" <<-TEXT
		form: small
		version: "$1"
		name: 小表
		place: 平凉
		year: 2023
		columns: [1, 1, 1, 1]
		full-score: 100
		match: [project]
		cells:
		  project: {label: 项目名称}
		  $3: {label: 说明}
		table:
		  - ['$2', '{project}', 说明, '{$3}']
	TEXT
}

screens()
{
	on 80x40 'open 1' "$@"
}

form 1 旧名称 remark
ziping new small --year 2023 project=校园安全 remark=无 >/dev/null
hides 'nothing is said of the newest version' 'another version'

form 2 新名称 reason
move=$(menu 'Move to the new form' 'open 1')

shows 'opening says that there is another version' 'another version (2): the menu (F10)'
shows 'the table is that of the old one' '旧名称'
shows 'the menu offers to move' 'Move to the new form' 'key F10' 'key End'
shows 'what is dropped is said first' 'dropped: 说明 (remark) = 无' "$move"
shows 'and what is new' 'new: 说明 (reason)' "$move"
shows 'Esc does nothing' '旧名称' "$move" 'key Esc'
check 'nothing has moved' [ "$(ziping get 1 remark)" = 无 ]
shows 'the new table stands on the screen' '新名称' "$move" 'key Enter'
check 'the entry is stored so' [ "$(ziping get 1 project reason)" = 校园安全 ]
hides 'nothing more is said' 'another version'
shows 'what is typed goes into the new cells' '补充' 'goto reason' 'text 补充' 'key Enter'
shows 'Ctrl+Z brings the old table back' '旧名称' 'key Ctrl+Z' 'key Ctrl+Z'
check 'with what was in it' [ "$(ziping get 1 remark)" = 无 ]
shows 'Ctrl+Y moves again' '新名称' 'key Ctrl+Y'
shows 'and types again' '补充' 'key Ctrl+Y'
check 'that is stored' [ "$(ziping get 1 reason)" = 补充 ]

finish
