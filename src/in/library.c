/* SPDX-License-Identifier: MIT */
#include "in/library.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

static const char suffix[] = ".yaml";

enum { ID_MAX = 64, FOLDERS_MAX = 8, NEAR_MIN = 3 };

struct library {
	char *folders[FOLDERS_MAX];
	size_t folder_count;
	struct form **forms;
	size_t count, cap;
};

struct library *library_new(const char *const *folders)
{
	struct library *l = mem_alloc(sizeof *l);

	for (; *folders && l->folder_count < FOLDERS_MAX; folders++)
		l->folders[l->folder_count++] = mem_dup(*folders);
	return l;
}

void library_free(struct library *l)
{
	if (!l)
		return;
	for (size_t i = 0; i < l->count; i++)
		form_free(l->forms[i]);
	for (size_t i = 0; i < l->folder_count; i++)
		free(l->folders[i]);
	free(l->forms);
	free(l);
}

/* An id becomes part of a path, so it must not be able to leave the folder. */
static bool id_valid(const char *id)
{
	size_t len = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-");

	return len > 0 && len <= ID_MAX && !id[len];
}

static const struct form *find_loaded(const struct library *l, const char *id)
{
	for (size_t i = 0; i < l->count; i++)
		if (!strcmp(l->forms[i]->id, id))
			return l->forms[i];
	return NULL;
}

static bool find_path(const struct library *l, const char *id, struct str *path)
{
	for (size_t i = 0; i < l->folder_count; i++) {
		str_reset(path);
		str_addf(path, "%s/%s%s", l->folders[i], id, suffix);
		if (!access(path->data, F_OK))
			return true;
	}
	return false;
}

struct ids {
	char **items;
	size_t count, cap;
};

static void add_id(struct ids *ids, const char *file)
{
	size_t len = strlen(file);
	char *id;

	if (len <= sizeof suffix - 1 || strcmp(file + len - (sizeof suffix - 1), suffix))
		return;
	id = mem_dup_len(file, len - (sizeof suffix - 1));
	if (!id_valid(id)) {
		free(id);
		return;
	}
	ids->items = mem_grow(ids->items, &ids->cap, ids->count + 1, sizeof *ids->items);
	ids->items[ids->count++] = id;
}

static int compare_ids(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void collect_ids(const struct library *l, struct ids *ids)
{
	for (size_t i = 0; i < l->folder_count; i++) {
		DIR *folder = opendir(l->folders[i]);
		struct dirent *d;

		while (folder && (d = readdir(folder)))
			add_id(ids, d->d_name);
		if (folder)
			closedir(folder);
	}
	if (ids->count)
		qsort(ids->items, ids->count, sizeof *ids->items, compare_ids);
}

static void clear_ids(struct ids *ids)
{
	for (size_t i = 0; i < ids->count; i++)
		free(ids->items[i]);
	free(ids->items);
}

static size_t common_beginning(const char *a, const char *b)
{
	size_t len = 0;

	while (a[len] && a[len] == b[len])
		len++;
	return len;
}

static enum status refuse_id(const struct library *l, const char *id, struct err_list *errors)
{
	struct err *err = err_list_add(errors);
	struct ids ids = { 0 };
	const char *nearest = NULL;
	size_t most = NEAR_MIN - 1;

	collect_ids(l, &ids);
	for (size_t i = 0; i < ids.count; i++)
		if (common_beginning(id, ids.items[i]) > most) {
			nearest = ids.items[i];
			most = common_beginning(id, nearest);
		}
	if (nearest)
		err_set(err, STATUS_INPUT, N_("there is no form %1; did you mean %2?"), id, nearest,
			NULL);
	else
		err_set(err, STATUS_INPUT, N_("there is no form %1: `ziping forms` lists them"), id,
			NULL);
	clear_ids(&ids);
	return STATUS_INPUT;
}

static enum status take_first(struct err_list *errors, struct err *err)
{
	enum status status = STATUS_INPUT;

	if (errors->count) {
		status = errors->items[0].status;
		if (err) {
			err_clear(err);
			*err = errors->items[0];
			errors->items[0] = (struct err){ 0 };
		}
	}
	return status;
}

static enum status load(struct library *l, const char *id, const char *path,
	const struct form **out, struct err_list *errors)
{
	struct form *form;
	enum status status = form_read_file(path, &form, errors);

	if (status != STATUS_OK)
		return status;
	if (strcmp(form->id, id)) {
		struct err *e = err_list_add(errors);

		status = err_set(e, STATUS_INPUT,
			N_("the form calls itself %1: name the file %1.yaml, or write form: %2"),
			form->id, id, NULL);
		err_at(e, path, 0, 0);
		form_free(form);
		return status;
	}
	l->forms = mem_grow(l->forms, &l->cap, l->count + 1, sizeof *l->forms);
	l->forms[l->count++] = form;
	*out = form;
	return STATUS_OK;
}

static enum status get(struct library *l, const char *id, const struct form **out,
	struct err_list *errors)
{
	struct str path = { 0 };
	enum status status;

	*out = find_loaded(l, id);
	if (*out)
		return STATUS_OK;
	if (id_valid(id) && find_path(l, id, &path))
		status = load(l, id, path.data, out, errors);
	else
		status = refuse_id(l, id, errors);
	str_clear(&path);
	return status;
}

enum status library_get(struct library *l, const char *id, const struct form **out, struct err *err)
{
	struct err_list errors = { 0 };
	enum status status = get(l, id, out, &errors);

	if (status != STATUS_OK)
		status = take_first(&errors, err);
	err_list_clear(&errors);
	return status;
}

const struct form **library_list(struct library *l, size_t *count, struct err_list *errors)
{
	struct ids ids = { 0 };
	struct err_list dropped = { 0 };
	const struct form **list;

	collect_ids(l, &ids);
	list = mem_array(ids.count + 1, sizeof(*list));
	*count = 0;
	for (size_t i = 0; i < ids.count; i++) {
		bool twice = i && !strcmp(ids.items[i], ids.items[i - 1]);

		if (!twice && get(l, ids.items[i], &list[*count], errors ? errors : &dropped)
				== STATUS_OK)
			++*count;
	}
	clear_ids(&ids);
	err_list_clear(&dropped);
	return list;
}

/* --- sources --- */

enum lookup { LOOKUP_NO_FORM, LOOKUP_NO_CELL, LOOKUP_FOUND };

static bool has_name(const struct form *form, const char *name)
{
	size_t len = strlen(name);

	return !len || form_find_cell(form, name, len) >= 0 || form_find_repeat(form, name, len) >= 0;
}

/* One of the source's forms has it, at least. */
static enum lookup look_up(struct library *l, const struct source *s, const char *name)
{
	enum lookup found = LOOKUP_NO_FORM;
	const struct form *form;

	for (const char *const *id = s->forms; *id && found != LOOKUP_FOUND; id++)
		if (library_get(l, *id, &form, NULL) == STATUS_OK)
			found = has_name(form, name) ? LOOKUP_FOUND : LOOKUP_NO_CELL;
	return found;
}

bool library_check_sources(struct library *l, const struct form *form, const char *file, struct err_list *errors)
{
	int count;
	const struct outside *outsides = form_outsides(form, &count);
	bool sound = true;

	for (int i = 0; i < count; i++) {
		const struct source *s = &form->sources[outsides[i].source];
		enum lookup found = look_up(l, s, outsides[i].name);
		struct err *e = found == LOOKUP_FOUND ? NULL : err_list_add(errors);

		sound = sound && found == LOOKUP_FOUND;
		if (e) {
			err_set(e, STATUS_INPUT, found == LOOKUP_NO_FORM ?
				N_("there is no form '%2' for the source '%3'") :
				N_("no form of the source '%3' has a cell '%1'"), outsides[i].name, s->forms[0], s->name, NULL);
			err_at(e, file, outsides[i].line, outsides[i].column);
		}
	}
	return sound;
}
