/* SPDX-License-Identifier: MIT */
/* A backup a day in a folder beside the store; the oldest go. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "store/store_internal.h"

enum { BACKUPS_KEPT = 7, DATE_LENGTH = 10 };

/* "…/backups/ziping.db." */
static void add_beginning(const struct store *s, struct str *out)
{
	const char *slash = strrchr(s->path, '/');

	if (slash)
		str_add_len(out, s->path, (size_t)(slash - s->path) + 1);
	str_addf(out, "backups/%s.", slash ? slash + 1 : s->path);
}

/* The same with today's date. */
static void add_name(const struct store *s, struct str *out)
{
	struct str now = { 0 };

	add_beginning(s, out);
	date_add_local(date_now(), &now);
	str_add_len(out, now.data, DATE_LENGTH);
	str_clear(&now);
}

bool store_backup_is_due(struct store *s)
{
	struct str name = { 0 };
	int64_t entries;
	bool due;

	/* There a copy would keep the clerk's own writing waiting. */
	if (place_is_network(s->path) || store_is_read_only(s))
		return false;
	add_name(s, &name);
	due = access(name.data, F_OK) < 0
		&& sql_get_int(s, "select exists (select 1 from entry)", 0, &entries, NULL) == STATUS_OK
		&& entries;
	str_clear(&name);
	return due;
}

/* --- the oldest --- */

struct names { char **items; size_t count, cap; };

/* Exactly a name that is given here, so that nothing else in the folder is ever touched. */
static bool is_ours(const char *name, const char *base)
{
	static const char pattern[] = "dddd-dd-dd";
	size_t length = strlen(base);

	if (strncmp(name, base, length) != 0 || strlen(name) != length + DATE_LENGTH)
		return false;
	name += length;
	for (int i = 0; i < DATE_LENGTH; i++)
		if (pattern[i] == 'd' ? name[i] < '0' || name[i] > '9' : name[i] != pattern[i])
			return false;
	return true;
}

static void collect(const char *folder, const char *base, struct names *names)
{
	DIR *d = opendir(folder);
	struct dirent *item;

	while (d && (item = readdir(d)))
		if (is_ours(item->d_name, base)) {
			names->items = mem_grow(names->items, &names->cap, names->count + 1,
				sizeof *names->items);
			names->items[names->count++] = mem_dup(item->d_name);
		}
	if (d)
		closedir(d);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)b, *(char *const *)a);
}

/* A date as text sorts like the date. */
static void drop_oldest(const char *folder, const char *base)
{
	struct names names = { 0 };
	struct str path = { 0 };

	collect(folder, base, &names);
	if (names.count)
		qsort(names.items, names.count, sizeof *names.items, compare);
	for (size_t i = 0; i < names.count; i++) {
		str_reset(&path);
		str_addf(&path, "%s/%s", folder, names.items[i]);
		if (i >= BACKUPS_KEPT)
			unlink(path.data);
		free(names.items[i]);
	}
	free(names.items);
	str_clear(&path);
}

static enum status make_folder(const char *folder, struct err *err)
{
	if (mkdir(folder, 0700) == 0 || errno == EEXIST)
		return STATUS_OK;
	return err_set(err, STATUS_REFUSED,
		N_("%1 cannot be made (%2); check the permissions of the store's folder"), folder,
		strerror(errno), NULL);
}

enum status store_backup_daily(struct store *s, struct err *err)
{
	struct str name = { 0 }, beginning = { 0 };
	enum status status;
	char *slash;

	add_name(s, &name);
	add_beginning(s, &beginning);
	slash = strrchr(beginning.data, '/');
	*slash = '\0';
	status = access(name.data, F_OK) < 0 ? make_folder(beginning.data, err) : STATUS_OK;
	if (status == STATUS_OK && access(name.data, F_OK) < 0)
		status = store_backup(s, name.data, err);
	if (status == STATUS_OK) {
		drop_oldest(beginning.data, slash + 1);
		copy_drop_leftovers(beginning.data, slash + 1);
	}
	str_clear(&name);
	str_clear(&beginning);
	return status;
}
