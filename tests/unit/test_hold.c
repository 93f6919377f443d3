/* SPDX-License-Identifier: MIT */
/* Two programs and one entry: who has it, who only reads, what happens when one is killed. */
#define _GNU_SOURCE /* nftw */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/wait.h>

#include "desk/hold.h"
#include "published_desk.h"
#include "store/store_internal.h"

struct program { struct desk *desk; struct opened *o; };
struct room {
	struct scratch *scratch;
	struct program a, b;
	int64_t id, other;
};

static int64_t add_entry(struct program *p)
{
	const struct form *form;
	struct entry *e;
	int64_t id;

	assert_int_equal(library_get(desk_get_library(p->desk), "pingliang-project", &form, NULL), STATUS_OK);
	e = entry_new(form, 2023);
	assert_int_equal(desk_add(p->desk, e, NULL, &id, NULL), STATUS_OK);
	entry_free(e);
	return id;
}

static void open_entry(struct program *p, int64_t id)
{
	assert_int_equal(desk_open_entry(p->desk, id, &p->o, NULL), STATUS_OK);
}

static void close_entry(struct program *p)
{
	opened_free(p->o);
	p->o = NULL;
}

static int enter_room(void **state)
{
	static struct room r;
	void *scratch;

	setenv("TZ", "UTC-8", 1);
	setenv("ZIPING_NOW", "2024-03-01T02:20:00Z", 1);
	if (scratch_make(&scratch))
		return -1;
	r = (struct room){ .scratch = scratch };
	*state = &r;
	r.a.desk = published_desk(r.scratch, false);
	r.id = add_entry(&r.a);
	r.other = add_entry(&r.a);
	open_entry(&r.a, r.id);
	r.b.desk = published_desk(r.scratch, false);
	open_entry(&r.b, r.id);
	return 0;
}

static int leave_room(void **state)
{
	struct room *r = *state;
	void *scratch = r->scratch;

	close_entry(&r->a);
	close_entry(&r->b);
	desk_free(r->a.desk);
	desk_free(r->b.desk);
	return scratch_remove(&scratch);
}

static enum opened_lock hold(struct program *p, bool changed)
{
	bool found;

	assert_int_equal(opened_hold(p->o, &found, NULL), STATUS_OK);
	assert_int_equal(found, changed);
	opened_tell(p->o);
	return p->o->lock;
}

static enum status type(struct program *p, const char *cell, const char *text, struct err *err)
{
	struct step step = { 0 };
	struct ref at;
	enum status status;

	assert_int_equal(entry_parse_name(p->o->entry, cell, false, &at, NULL), STATUS_OK);
	status = opened_type(p->o, &step, at, text, err);
	opened_accept(p->o, &step);
	return status == STATUS_OK ? opened_save(p->o, err) : status;
}

static void assert_typed(const struct program *p, const char *cell, const char *text)
{
	struct ref at;

	assert_int_equal(entry_parse_name(p->o->entry, cell, false, &at, NULL), STATUS_OK);
	assert_string_equal(entry_get(p->o->entry, at), text);
}

static void assert_said(struct err *err, const char *wanted)
{
	struct str text = { 0 };

	message_add_to(&err->message, NULL, &text);
	if (!strstr(str_text(&text), wanted))
		fail_msg("“%s” is not in “%s”", wanted, str_text(&text));
	str_clear(&text);
	err_clear(err);
}

/* The sentence with this program's user and host in it. */
static void assert_refused(struct room *r, enum status status, struct err *err, const char *since)
{
	char host[256], wanted[600];

	gethostname(host, sizeof host);
	snprintf(wanted, sizeof wanted, "entry %d is open by %s on host %s since %s; try again", (int)r->id,
		store_who(desk_get_store(r->a.desk)), host, since);
	assert_int_equal(status, STATUS_REFUSED);
	assert_said(err, wanted);
}

static void the_second_reads_and_is_told_who_writes(void **state)
{
	struct room *r = *state;
	struct err err = { 0 };

	assert_int_equal(hold(&r->a, false), OPENED_FREE);
	assert_int_equal(hold(&r->a, false), OPENED_FREE);
	assert_int_equal(hold(&r->b, false), OPENED_HELD);
	assert_refused(r, type(&r->b, "project", "x", &err), &err, "10:20");
	assert_false(opened_undo(r->b.o, &(struct ref){ 0 }));
	assert_int_equal(type(&r->a, "project", "甲", &err), STATUS_OK);
	setenv("ZIPING_NOW", "2024-03-02T02:20:00Z", 1);
	assert_refused(r, opened_take(r->b.o, &err), &err, "2024-03-01 10:20");
}

static void what_the_first_stores_is_seen(void **state)
{
	struct room *r = *state;
	bool changed;

	hold(&r->a, false);
	hold(&r->b, false);
	assert_int_equal(opened_refresh(r->b.o, &changed, NULL), STATUS_OK);
	assert_false(changed);
	assert_int_equal(type(&r->a, "project", "甲", NULL), STATUS_OK);
	assert_int_equal(opened_refresh(r->b.o, &changed, NULL), STATUS_OK);
	assert_true(changed);
	assert_typed(&r->b, "project", "甲");
	assert_int_equal(r->b.o->lock, OPENED_HELD);
}

static void the_second_goes_on_where_the_first_left(void **state)
{
	struct room *r = *state;
	struct ref focus;

	hold(&r->a, false);
	hold(&r->b, false);
	assert_int_equal(type(&r->a, "project", "甲", NULL), STATUS_OK);
	close_entry(&r->a);
	assert_int_equal(hold(&r->b, true), OPENED_FREE);
	assert_typed(&r->b, "project", "甲");
	assert_int_equal(type(&r->b, "project", "乙", NULL), STATUS_OK);
	assert_true(opened_undo(r->b.o, &focus) && opened_undo(r->b.o, &focus));
	assert_typed(&r->b, "project", "");
}

/* What was stored between opening and taking. */
static void a_late_taker_has_what_is_stored(void **state)
{
	struct room *r = *state;

	hold(&r->a, false);
	assert_int_equal(type(&r->a, "project", "甲", NULL), STATUS_OK);
	close_entry(&r->a);
	assert_int_equal(hold(&r->b, true), OPENED_FREE);
	assert_typed(&r->b, "project", "甲");
}

static void other_entries_are_free(void **state)
{
	struct room *r = *state;

	hold(&r->a, false);
	assert_int_equal(opened_load(r->b.o, r->other, NULL), STATUS_OK);
	assert_int_equal(hold(&r->b, false), OPENED_FREE);
	assert_int_equal(type(&r->b, "project", "乙", NULL), STATUS_OK);
	/* Loading another entry lets go of the one before. */
	assert_int_equal(opened_load(r->a.o, r->other, NULL), STATUS_OK);
	assert_int_equal(hold(&r->a, false), OPENED_HELD);
	assert_int_equal(opened_load(r->b.o, r->id, NULL), STATUS_OK);
	assert_int_equal(hold(&r->b, false), OPENED_FREE);
	assert_int_equal(hold(&r->a, true), OPENED_FREE);
}

static void a_held_entry_is_not_deleted(void **state)
{
	struct room *r = *state;
	struct err err = { 0 };
	bool changed;

	hold(&r->a, false);
	hold(&r->b, false);
	assert_refused(r, desk_delete_entry(r->b.desk, r->id, &err), &err, "10:20");
	close_entry(&r->a);
	assert_int_equal(desk_delete_entry(r->a.desk, r->id, NULL), STATUS_OK);
	assert_int_equal(opened_hold(r->b.o, &changed, &err), STATUS_INPUT);
	assert_said(&err, "no entry");
	close_entry(&r->b);
	assert_int_equal(desk_restore_entry(r->a.desk, r->id, NULL), STATUS_OK);
}

static int64_t ask(struct store *s, const char *sql)
{
	int64_t answer;

	assert_int_equal(sql_get_int(s, sql, -1, &answer, NULL), STATUS_OK);
	return answer;
}

static void a_killed_program_holds_nothing(void **state)
{
	struct room *r = *state;
	int ready[2], how;
	char byte;
	pid_t child;

	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (!child) {
		struct room mine = { .scratch = r->scratch };

		mine.a.desk = published_desk(mine.scratch, false);
		if (desk_open_entry(mine.a.desk, r->id, &mine.a.o, NULL) != STATUS_OK
				|| opened_take(mine.a.o, NULL) != STATUS_OK
				|| write(ready[1], "", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(hold(&r->b, false), OPENED_HELD);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_true(WIFSIGNALED(how));
	/* Its row is still there, and nobody minds. */
	assert_int_equal(ask(desk_get_store(r->a.desk), "select count(*) from holder"), 1);
	assert_int_equal(hold(&r->a, false), OPENED_FREE);
	assert_int_equal(hold(&r->b, false), OPENED_HELD);
	close(ready[0]);
	close(ready[1]);
}

/* --- where there are no locks: here because the name leads elsewhere, which is not followed --- */

static void without_locks_work_goes_on_with_a_warning(void **state)
{
	struct room *r = *state;
	struct err err = { 0 };

	scratch_write(r->scratch, "target", "theirs");
	assert_int_equal(symlink("target", scratch_path(r->scratch, "store.db-holders")), 0);
	assert_int_equal(hold(&r->a, false), OPENED_FREE);
	assert_null(r->a.o->holder.who);
	assert_int_equal(hold(&r->b, false), OPENED_FREE);
	assert_string_equal(r->b.o->holder.who, store_who(desk_get_store(r->a.desk)));
	scratch_holds(r->scratch, "target", "theirs");
	/* Whoever writes first wins, the other is told. */
	assert_int_equal(type(&r->a, "project", "甲", NULL), STATUS_OK);
	assert_int_equal(type(&r->b, "project", "乙", &err), STATUS_REFUSED);
	assert_said(&err, "changed by another program");
}

static void a_store_that_may_not_be_written_is_read(void **state)
{
	struct room *r = *state;
	struct program reader = { .desk = published_desk(r->scratch, true) };
	struct err err = { 0 };

	open_entry(&reader, r->id);
	assert_int_equal(hold(&reader, false), OPENED_UNWRITABLE);
	assert_int_equal(opened_take(reader.o, &err), STATUS_REFUSED);
	assert_said(&err, "cannot be written");
	assert_int_equal(hold(&r->a, false), OPENED_FREE);
	assert_int_not_equal(desk_delete_entry(reader.desk, r->other, NULL), STATUS_OK);
	close_entry(&reader);
	desk_free(reader.desk);
}

/* --- network file systems --- */

static void file_systems_of_other_machines_are_known(void **state)
{
	static const unsigned long network[] = { 0x6969, 0xff534d42, 0xfe534d42, 0x65735546, 0x01021997 };
	static const unsigned long local[] = { 0xef53, 0x9123683e, 0x58465342, 0x01021994, 0x794c7630 };

	(void)state;
	for (size_t i = 0; i < sizeof network / sizeof *network; i++)
		assert_true(place_type_is_network(network[i]));
	for (size_t i = 0; i < sizeof local / sizeof *local; i++)
		assert_false(place_type_is_network(local[i]));
	/* Some systems widen the sign of a 32-bit number. */
	assert_true(place_type_is_network(0xffffffffff534d42));
}

/* As on such file systems; another program that reads keeps the second from choosing another journal. */
static void two_programs_without_a_write_ahead_log(void **state)
{
	struct room *r = *state;
	struct store *first, *second;

	close_entry(&r->b);
	desk_free(r->b.desk);
	first = desk_get_store(r->a.desk);
	assert_int_equal(sql_execute(first, "pragma journal_mode = delete", NULL), STATUS_OK);
	assert_int_equal(store_begin_read(first, NULL), STATUS_OK);
	ask(first, "select count(*) from entry");
	r->b.desk = published_desk(r->scratch, false);
	store_rollback(first);
	second = desk_get_store(r->b.desk);
	assert_int_equal(ask(second, "select journal_mode = 'delete' from pragma_journal_mode"), 1);
	open_entry(&r->b, r->other);
	assert_int_equal(hold(&r->a, false), OPENED_FREE);
	assert_int_equal(hold(&r->b, false), OPENED_FREE);
	for (int i = 0; i < 20; i++) {
		char text[12];

		snprintf(text, sizeof text, "%d", i);
		assert_int_equal(type(&r->a, "project", text, NULL), STATUS_OK);
		assert_int_equal(type(&r->b, "unit", text, NULL), STATUS_OK);
	}
	assert_int_equal(ask(first, "select count(*) from step"), 42);
	assert_int_equal(ask(second, "select journal_mode = 'delete' from pragma_journal_mode"), 1);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, enter_room, leave_room)
	const struct CMUnitTest tests[] = {
		TEST(the_second_reads_and_is_told_who_writes), TEST(what_the_first_stores_is_seen),
		TEST(the_second_goes_on_where_the_first_left), TEST(a_late_taker_has_what_is_stored),
		TEST(other_entries_are_free), TEST(a_held_entry_is_not_deleted),
		TEST(a_killed_program_holds_nothing), TEST(without_locks_work_goes_on_with_a_warning),
		TEST(a_store_that_may_not_be_written_is_read),
		cmocka_unit_test(file_systems_of_other_machines_are_known),
		TEST(two_programs_without_a_write_ahead_log),
	};

	return cmocka_run_group_tests_name("hold", tests, NULL, NULL);
}
