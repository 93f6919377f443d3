# SPDX-License-Identifier: MIT
# overview: sums of the published tables as text, CSV and JSON; export as CSV.
. "$top_srcdir/tests/lib.sh"
. "$top_srcdir/tests/cli/lib.sh"

for name in "$examples"/*.json; do
	ziping import "$name" >/dev/null
done

golden 'nothing to sum up' overview/empty.txt ziping overview --year 1999 --by year
golden 'by year' overview/years.txt ziping overview
golden 'by unit of a year' overview/units.txt ziping overview --year 2023
golden 'by form, in ASCII, for wide characters' overview/forms.txt \
	ziping overview --by form --frame ascii --ambiguous 2 --columns 110
golden 'a unit' overview/unit.txt ziping overview --year 2023 --unit 朝天
golden 'as CSV' overview/units.csv ziping overview --by unit --format csv
check 'as JSON' sh -c '"$0" overview --by unit --format json >"$1"' "$top_builddir/ziping" "$scratch/json"
check 'its sums' json 'it["total"]["budget"] == "433.78" and it["total"]["rate"] == "81.29%"' <"$scratch/json"
check 'a row a unit' json '[r["count"] for r in it["rows"]] == ["1", "3", "1", "2"]' <"$scratch/json"

# The projects of 朝天 spent 19.68; its department says 19.69.
ziping new luosong-department --year 2023 unit=中共广元市朝天区委机构编制委员会办公室 spending.project=19.69 \
	funds.total.executed=262.63 >/dev/null
ziping overview --year 2023 --unit 朝天 --format json >"$scratch/json"
check 'a difference of 0.01 is said, and what it may be' json \
	'"spent 19.68 together, the department'\''s table has 19.69; 0.01 apart, perhaps by rounding" in it["notes"][0]' \
	<"$scratch/json"
check 'the department is not added to its projects' json 'it["total"]["executed"] == "19.68"' <"$scratch/json"

none 'a file' ziping overview -f csv -o "$scratch/file.csv"
check 'begins with a byte order mark' sh -c 'test "$(head -c 3 "$0" | od -An -tx1)" = " ef bb bf"' "$scratch/file.csv"
refused 'too narrow' 2 'the overview needs [0-9]* columns' ziping overview --year 2023 --columns 60
refused 'no such kind of file' 2 '--format takes text|csv|json|xlsx|pdf, not “doc”' ziping overview --format doc

golden 'a table as CSV' overview/chaotian-01.csv ziping export 1 --format csv
ziping set 3 measures='=HYPERLINK("x")' >/dev/null
check 'no text becomes a formula' sh -c '"$0" export 3 -f csv | grep -q "\"'\''=HYPERLINK(\"\"x\"\")\""' \
	"$top_builddir/ziping"
ziping export --all --format csv >"$scratch/all.csv"
check 'one table under the other, one byte order mark' sh -c '
	test "$(grep -c "^$(printf "\r")\$" "$0")" = 8 && test "$(grep -c "$(printf "\357\273\277")" "$0")" = 1' \
	"$scratch/all.csv"
# --- 朝天: what its report says of the whole department, beside its published project tables ---

ZIPING_STORE=$scratch/chaotian.db
export ZIPING_STORE
ziping import "$examples"/chaotian-2023-*.json >/dev/null
department=$(ziping new chaotian-department-report --year 2023 unit=中共广元市朝天区委机构编制委员会办公室)
ziping set "$department" spending.total.amount=19.69 >/dev/null
ziping overview --year 2023 >"$scratch/out"
check 'the projects are summed exactly' grep -q '19.68' "$scratch/out"
check 'and the last digit that is off is told' grep -q '19.68.*19.69.*0.01' "$scratch/out"

finish
