/* SPDX-License-Identifier: MIT */
/* The published tables: their real faults are found, what is right raises nothing; then each check
 * of the forms with a fault made for it. */
#define _GNU_SOURCE /* memmem, strsep */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "form/sheet.h"
#include "in/json.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { FORMS = 5 };

static const char *const ids[FORMS] = { "pingliang-project", "ningxia-project", "chaotian-project",
	"luosong-department", "luosong-basedata" };

static struct form *forms[FORMS];

static char *path_of(const char *folder, const char *name, const char *suffix)
{
	const char *top = getenv("top_srcdir");
	struct str path = {0};

	str_addf(&path, "%s/data/%s/%s%s", top ? top : ".", folder, name, suffix);
	return str_take(&path);
}

static int load_forms(void **state)
{
	struct err_list errors = {0};

	(void)state;
	for (int i = 0; i < FORMS; i++) {
		char *path = path_of("forms", ids[i], ".yaml");
		enum status status = form_read_file(path, &forms[i], &errors);

		free(path);
		if (status != STATUS_OK)
			return -1;
	}
	return 0;
}

static int free_forms(void **state)
{
	(void)state;
	for (int i = 0; i < FORMS; i++)
		form_free(forms[i]);
	return 0;
}

static enum status find_form(void *context, const char *id, const struct form **out, struct err *err)
{
	(void)context;
	for (int i = 0; i < FORMS; i++)
		if (!strcmp(forms[i]->id, id)) {
			*out = forms[i];
			return STATUS_OK;
		}
	return err_set(err, STATUS_INPUT, "no such form", NULL);
}

static void load(const char *example, struct json_entries *list)
{
	char *path = path_of("examples", example, ".json"), block[4096];
	FILE *file = fopen(path, "rb");
	struct str text = {0};
	size_t len;

	assert_non_null(file);
	while ((len = fread(block, 1, sizeof(block), file)) > 0)
		str_add_len(&text, block, len);
	fclose(file);
	assert_int_equal(
		json_read(path, text.data, text.len, find_form, NULL, list, NULL), STATUS_OK);
	str_clear(&text);
	free(path);
}

/* id, cell, * for a warning that its reason settles; notes left out. */
static void add_findings(struct sheet *s, struct str *out)
{
	size_t count;
	const struct finding *f = sheet_findings(s, &count);

	for (size_t i = 0; i < count; i++) {
		if (f[i].severity == SEVERITY_NOTE)
			continue;
		str_addf(out, "%s ", f[i].id);
		entry_add_name(sheet_get_entry(s), f[i].at, out);
		str_add(out, f[i].settled ? "*\n" : "\n");
	}
}

static void test_real_faults(void **state)
{
	static const struct { const char *example, *findings; } cases[] = {
		{ "pingliang-2023-01", "" },
		{ "ningxia-2023-01",
			"missed-full indicators[4].score\nmissed-full indicators[12].score\n"
			"missed-full indicators[14].score\n" },
		{ "ningxia-2023-02",
			"reason-yet-full indicators[1].score\nzero-yet-scored indicators[3].score*\n"
			"zero-yet-scored indicators[4].score*\n" },
		{ "luosong-2023-01", "" },
		{ "luosong-2023-basedata", "" },
		{ "chaotian-2023-01", "adjusted-no-reason funds.total.reason\n" },
		{ "chaotian-2023-03", "adjusted-no-reason funds.total.reason\n" },
		{ "chaotian-2023-11", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct json_entries list = {0};
		struct str out = {0};
		struct sheet *s;

		load(cases[i].example, &list);
		s = sheet_new(list.items[0]);
		add_findings(s, &out);
		if (strcmp(str_text(&out), cases[i].findings) != 0)
			fail_msg("%s:\n%s", cases[i].example, str_text(&out));
		str_clear(&out);
		sheet_free(s);
		json_entries_clear(&list);
	}
}

static bool has_note(struct sheet *s, const char *id, const char *name)
{
	size_t count;
	const struct finding *f = sheet_findings(s, &count);
	struct str at = {0};
	bool found = false;

	for (size_t i = 0; i < count && !found; i++) {
		str_reset(&at);
		entry_add_name(sheet_get_entry(s), f[i].at, &at);
		found = f[i].severity == SEVERITY_NOTE && !strcmp(f[i].id, id) &&
			!strcmp(at.data, name);
	}
	str_clear(&at);
	return found;
}

static void test_real_notes(void **state)
{
	static const struct { const char *example, *id, *cell; } cases[] = {
		{ "ningxia-2023-01", "funds-sum", "funds.total.initial" },
		{ "ningxia-2023-01", "copies-target", "indicators[19].actual" },
		{ "luosong-2023-01", "rule-differs", "indicators[6].score" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct json_entries list = {0};
		struct sheet *s;

		load(cases[i].example, &list);
		s = sheet_new(list.items[0]);
		if (!has_note(s, cases[i].id, cases[i].cell))
			fail_msg("%s: no %s at %s", cases[i].example, cases[i].id, cases[i].cell);
		sheet_free(s);
		json_entries_clear(&list);
	}
}

/* Typed over computed: where the print is right they agree. */
static void test_printed_figures(void **state)
{
	static const char *const examples[] = { "pingliang-2023-01", "ningxia-2023-01",
		"ningxia-2023-02", "luosong-2023-01", "luosong-2023-basedata", "chaotian-2023-01",
		"chaotian-2023-03", "chaotian-2023-11" };

	(void)state;
	for (size_t i = 0; i < COUNT(examples); i++) {
		struct json_entries list = {0};
		struct sheet *s;
		int wrong = 0;

		load(examples[i], &list);
		s = sheet_new(list.items[0]);
		for (int k = 0; k < sheet_get_form(s)->cell_count; k++) {
			struct ref at = { k, -1 };

			if (sheet_get_form(s)->cells[k].repeat < 0)
				wrong += sheet_is_override(s, at);
		}
		assert_int_equal(wrong, !strcmp(examples[i], "ningxia-2023-01"));	/* 196.8 */
		sheet_free(s);
		json_entries_clear(&list);
	}
}

/* Faults made in a published table: what is typed, and all that comes of it besides what was there.
 */
static const struct fault {
	const char *example;
	const char *typed;           /* cell=text, one a line */
	const char *findings;
} faults[] = {
	{ "pingliang-2023-01", "project=", "required project\n" },
	{ "pingliang-2023-01", "indicators[2].actual=", "required indicators[2].actual\n" },
	{ "pingliang-2023-01", "indicators[2].target=/", "required indicators[2].target\n" },
	{ "pingliang-2023-01", "funds.fiscal.executed=24.5x",
		"not-a-number funds.fiscal.executed\n" },
	{ "pingliang-2023-01", "indicators[1].actual=开了会",
		"not-a-number indicators[1].actual\n" },
	{ "pingliang-2023-01",
		"indicators[1].weight=6\nindicators[1].score=6\ntotal.weight=\ntotal.score=",
		"weights-sum total.weight\n" },
	{ "pingliang-2023-01",
		"indicators[1].weight=6\nindicators[1].score=6\nindicators[11].weight=7\n"
		"indicators[11].score=7",
		"level1-split indicators[1].weight\nlevel1-split indicators[11].weight\n" },
	{ "pingliang-2023-01", "funds.total.initial=44", "funds-sum funds.total.initial\n" },
	{ "pingliang-2023-01", "funds.total.rate=58%", "rate-mismatch funds.total.rate\n" },
	{ "pingliang-2023-01", "funds.fiscal.rate=50%", "rate-mismatch funds.fiscal.rate\n" },
	{ "pingliang-2023-01",
		"funds.total.score=5\ntotal.score=", "score-mismatch funds.total.score\n" },
	{ "pingliang-2023-01", "total.score=100", "total-mismatch total.score\n" },
	{ "pingliang-2023-01",
		"funds.other.executed=1\nfunds.total.executed=\nfunds.total.rate=\nfunds.total.score=\n"
		"total.score=",
		"budget-zero funds.other.executed\n" },
	{ "pingliang-2023-01",
		"funds.fiscal.initial=\nfunds.fiscal.budget=\nfunds.fiscal.executed=\n"
		"funds.total.budget=0\nfunds.fiscal.rate=\nfunds.total.rate=\nfunds.total.score=\ntotal.score=",
		"budget-zero funds.total.executed\n" },
	{ "pingliang-2023-01",
		"funds.fiscal.executed=50\nfunds.fiscal.rate=\nfunds.total.executed=\n"
		"funds.total.rate=\nfunds.total.score=\ntotal.score=",
		"over-budget funds.fiscal.executed\n" },
	{ "pingliang-2023-01",
		"indicators[1].score=6\ntotal.score=", "score-range indicators[1].score\n" },
	{ "pingliang-2023-01",
		"indicators[1].score=-1\ntotal.score=", "score-range indicators[1].score\n" },
	{ "pingliang-2023-01", "indicators[1].actual=4篇", "unit-clash indicators[1].actual\n" },
	{ "pingliang-2023-01", "indicators[1].actual=3次", "missed-full indicators[1].score\n" },
	{ "pingliang-2023-01", "indicators[1].actual=3次\nindicators[1].reason=疫情影响",
		"missed-full indicators[1].score*\n" },
	{ "pingliang-2023-01", "indicators[1].actual=3次\nindicators[1].score=3.8\ntotal.score=",
		"missed-no-reason indicators[1].reason\n" },
	{ "pingliang-2023-01", "indicators[1].actual=3次\nindicators[1].score=\ntotal.score=",
		"missed-no-reason indicators[1].reason\n" },
	{ "pingliang-2023-01",
		"indicators[1].actual=3次\nindicators[1].score=3.8\ntotal.score=\n"
		"indicators[1].reason=疫情影响",
		"" },
	{ "pingliang-2023-01",
		"indicators[1].score=4\ntotal.score=", "met-reduced indicators[1].score\n" },
	{ "pingliang-2023-01",
		"indicators[1].score=4\ntotal.score=\nindicators[1].reason=会议记录不全", "" },
	{ "pingliang-2023-01", "indicators[15].target=＞95%",
		"strict-boundary indicators[15].actual\n" },
	{ "pingliang-2023-01", "indicators[2].actual=29篇", "overshoot indicators[2].actual\n" },
	{ "pingliang-2023-01", "indicators[2].actual=28篇", "" },
	{ "pingliang-2023-01", "indicators[1].actual=0次",
		"zero-yet-scored indicators[1].score\n" },
	{ "pingliang-2023-01", "indicators[1].reason=会议没有开展",
		"reason-yet-full indicators[1].score\n" },
	{ "pingliang-2023-01",
		"indicators[1].level3=指标2：域名维护\nindicators[1].actual=0次\nindicators[1].score=\n"
		"indicators[1].reason=暂停\nindicators[10].level3=指标2：域名维护\nindicators[10].actual=0万元\ntotal.score=",
		"zero-yet-scored indicators[10].score\n" },
	{ "pingliang-2023-01", "indicators[10].actual=0万元", "" },
	{ "pingliang-2023-01",
		"funds.fiscal.executed=0\nfunds.fiscal.rate=\nfunds.total.executed=\nfunds.total.rate=\n"
		"funds.total.score=\ntotal.score=",
		"nothing-spent funds.total.executed\n" },
	{ "chaotian-2023-11", "conclusion=", "required conclusion\n" },
	{ "chaotian-2023-11",
		"funds.fiscal.executed=6\nfunds.fiscal.rate=\nfunds.total.executed=\nfunds.total.rate=\n"
		"funds.total.score=\ntotal.score=",
		"low-rate-no-reason funds.total.reason\n" },
	{ "chaotian-2023-11",
		"funds.fiscal.executed=6\nfunds.fiscal.rate=\nfunds.total.executed=\nfunds.total.rate=\n"
		"funds.total.score=\ntotal.score=\nfunds.total.reason=印制单价下降",
		"" },
	{ "chaotian-2023-11", "funds.fiscal.initial=6\nfunds.own.initial=1",
		"adjusted-no-reason funds.fiscal.reason\nadjusted-no-reason funds.own.reason\n" },
	{ "chaotian-2023-01", "funds.total.reason=人员调出，调减预算", "" },
	{ "chaotian-2023-11", "indicators[5].actual=中", "missed-full indicators[5].score\n" },
	{ "ningxia-2023-01",
		"indicators[17].weight=1\ntotal.score=", "weights-sum total.weight\n" },
	{ "luosong-2023-01", "income.total=111", "sum-mismatch income.total\n" },
	{ "luosong-2023-01", "spending.total=110.26", "" },
	{ "luosong-2023-01", "funds.total.executed=120\nfunds.total.rate=\nfunds.total.score=",
		"over-budget funds.total.executed\n" },
	{ "luosong-2023-01",
		"funds.total.budget=\nfunds.total.rate=\nfunds.total.score=\ntotal.score=",
		"required funds.total.budget\nbudget-zero funds.total.executed\n" },
	{ "luosong-2023-basedata", "public[3].final=0.07", "" },
	{ "luosong-2023-basedata", "public[3].final=1", "sum-mismatch public.total.final\n" },
	{ "luosong-2023-basedata", "sangong.car.running.budget=2\nsangong.total.budget=",
		"sum-mismatch sangong.car.budget\n" },
	{ "luosong-2023-basedata", "staff.rate=63%", "" },
	{ "luosong-2023-basedata", "staff.rate=60%", "rate-mismatch staff.rate\n" },
};

static void type_all(struct entry *e, const char *typed)
{
	char *copy = mem_dup(typed), *rest = copy, *line;
	struct ref at;

	while ((line = strsep(&rest, "\n")) != NULL) {
		char *text = strchr(line, '=');

		assert_non_null(text);
		*text = '\0';
		if (entry_parse_name(e, line, false, &at, NULL) != STATUS_OK)
			fail_msg("no cell %s", line);
		entry_set(e, at, text + 1);
	}
	free(copy);
}

/* Takes the lines of `there` out of `all`. */
static void take_out(struct str *all, const char *there)
{
	for (const char *p = there, *end; *p; p = end) {
		char *at;

		end = strchr(p, '\n') + 1;
		at = all->len ? memmem(all->data, all->len, p, (size_t)(end - p)) : NULL;
		if (at)
			str_remove(all, (size_t)(at - all->data), (size_t)(end - p));
	}
}

static void test_made_faults(void **state)
{
	int failed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		struct json_entries list = {0};
		struct str before = {0}, after = {0};
		struct sheet *s;

		load(faults[i].example, &list);
		s = sheet_new(list.items[0]);
		add_findings(s, &before);
		type_all(list.items[0], faults[i].typed);
		sheet_recompute(s);
		add_findings(s, &after);
		take_out(&after, str_text(&before));
		if (strcmp(str_text(&after), faults[i].findings) != 0) {
			print_message(
				"%s: %s\n%s", faults[i].example, faults[i].typed, str_text(&after));
			failed++;
		}
		str_clear(&before);
		str_clear(&after);
		sheet_free(s);
		json_entries_clear(&list);
	}
	assert_int_equal(failed, 0);
}

/* Every sentence of the forms has its figures. */
static void test_sentences(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(faults); i++) {
		struct json_entries list = {0};
		const struct finding *f;
		struct str said = {0};
		struct sheet *s;
		size_t count;

		load(faults[i].example, &list);
		type_all(list.items[0], faults[i].typed);
		s = sheet_new(list.items[0]);
		f = sheet_findings(s, &count);
		for (size_t k = 0; k < count; k++) {
			str_reset(&said);
			sheet_say(s, &f[k], NULL, &said);
			assert_true(said.len > 0);
			assert_null(strchr(said.data, '{'));
		}
		str_clear(&said);
		sheet_free(s);
		json_entries_clear(&list);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_real_faults),
		cmocka_unit_test(test_real_notes),
		cmocka_unit_test(test_printed_figures),
		cmocka_unit_test(test_made_faults),
		cmocka_unit_test(test_sentences),
	};

	return cmocka_run_group_tests_name("published", tests, load_forms, free_forms);
}
