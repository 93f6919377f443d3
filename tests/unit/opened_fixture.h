/* SPDX-License-Identifier: MIT */
/* What a person does to an entry that lies open, and what is said to them. */
#ifndef ZIPING_TESTS_OPENED_FIXTURE_H
#define ZIPING_TESTS_OPENED_FIXTURE_H

#include "desk/hold.h"
#include "published_desk.h"

static inline struct desk *open_desk(struct scratch *scratch)
{
	return published_desk(scratch, false);
}

static inline struct opened *open_entry(struct desk *desk, int64_t id)
{
	struct opened *o;

	assert_int_equal(desk_open_entry(desk, id, &o, NULL), STATUS_OK);
	return o;
}

/* The same, and nobody else may write it. */
static inline struct opened *take_entry(struct desk *desk, int64_t id)
{
	struct opened *o = open_entry(desk, id);

	assert_int_equal(opened_take(o, NULL), STATUS_OK);
	return o;
}

static inline struct opened *import(struct desk *desk, const char *name)
{
	return take_entry(desk, published_import(desk, name));
}

static inline struct ref place(const struct opened *o, const char *name)
{
	struct ref at;

	assert_int_equal(entry_parse_name(o->entry, name, false, &at, NULL), STATUS_OK);
	return at;
}

static inline enum status try_type(struct opened *o, struct ref at, const char *text, struct err *err)
{
	struct step step = { 0 };
	enum status status = opened_type(o, &step, at, text, err);

	if (status == STATUS_OK) {
		opened_accept(o, &step);
		status = opened_save(o, err);
	}
	step_clear(&step);
	return status;
}

static inline void type(struct opened *o, const char *cell, const char *text)
{
	assert_int_equal(try_type(o, place(o, cell), text, NULL), STATUS_OK);
}

static inline void assert_says(struct err *err, const char *part)
{
	struct str text = { 0 };

	message_add_to(&err->message, NULL, &text);
	if (!strstr(str_text(&text), part))
		fail_msg("“%s” is not in “%s”", part, str_text(&text));
	str_clear(&text);
	err_clear(err);
}

#endif
