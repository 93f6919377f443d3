# SPDX-License-Identifier: MIT
# The Chinese catalog is complete and says the same things in the same places.
. "$top_srcdir/tests/lib.sh"
cd "$top_srcdir" || exit

catalog=po/zh_CN.po
listed()
{
	sed '/^#/d; /^$/d' po/POTFILES.in
}

unlisted()
{
	find src -name '*.[ch]' | xargs grep -lE '\b(N?_|n?gettext) ?\("' | sort >"$scratch/speaking"
	listed | sort | comm -13 - "$scratch/speaking"
}

listed_but_gone()
{
	listed | xargs -r -n 1 sh -c '[ -f "$1" ] || echo "$1"' sh
}

untranslated()
{
	msgattrib --untranslated --no-obsolete --no-location "$catalog"
	msgattrib --only-fuzzy --no-obsolete --no-location "$catalog"
}

# Messages of the sources that the catalog lacks; options stand in po/Makevars alone.
# shellcheck disable=SC2046
missing()
{
	listed >"$scratch/files"
	xgettext $(sed -n 's/^XGETTEXT_OPTIONS = //p' po/Makevars) --files-from="$scratch/files" \
		--output="$scratch/messages.pot" || return
	msgcmp "$catalog" "$scratch/messages.pot" && return
	echo 'and there may be more: run ./dev po and translate what it shows'
	return 1
}

# %1 %2 … of the English sentence that the Chinese one lacks, or the other way round.
different_places()
{
	msgcat --no-wrap --no-location "$catalog" | awk '
		function places(text, i, found) {
			for (i = 1; i <= 6; i++)
				found = found (index(text, "%" i) ? i : "")
			return found
		}
		function close_entry() {
			if (id != "" && !plural && places(id) != places(translation))
				print id
			id = translation = ""
			plural = 0
		}
		/^msgid "/ { close_entry(); into = "id" }
		/^msgid_plural/ { plural = 1 }
		/^msgstr/ { into = "translation" }
		/"/ {
			text = $0
			sub(/^[^"]*"/, "", text)
			sub(/"$/, "", text)
			if (into == "id") id = id text
			else translation = translation text
		}
		END { close_entry() }'
}

if ! command -v msgcmp >/dev/null; then
	echo '1..0 # SKIP gettext is not here'
	exit
fi
check 'the catalog is well formed' msgfmt --check --output-file=/dev/null "$catalog"
none 'every source with messages is listed' unlisted
none 'every listed source is there' listed_but_gone
none 'every message is translated' untranslated
check 'the catalog has every message of the sources' missing
none 'places are the same in both languages' different_places
finish
