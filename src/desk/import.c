/* SPDX-License-Identifier: MIT */
#include "desk/import.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "in/json.h"

static enum status refuse(const char *path, int error, struct err *err)
{
	return err_set(err, STATUS_INPUT, N_("%1 cannot be read: %2"), path, strerror(error), NULL);
}

static enum status read_all(const char *path, struct str *out, struct err *err)
{
	FILE *file = strcmp(path, "-") ? fopen(path, "rb") : stdin;
	char buffer[1 << 16];
	int error = 0;
	size_t len;

	if (!file)
		return refuse(path, errno, err);
	while ((len = fread(buffer, 1, sizeof buffer, file)) && out->len <= JSON_BYTES_MAX)
		str_add_len(out, buffer, len);
	if (ferror(file))
		error = errno;
	if (file != stdin)
		fclose(file);
	return error ? refuse(path, error, err) : STATUS_OK;
}

static enum status find_form(void *context, const char *id, const struct form **out,
	struct err *err)
{
	return library_get(context, id, out, err);
}

static enum status add_all(struct desk *d, const struct json_entries *entries, int64_t *ids,
	struct err *err)
{
	enum status status = store_begin(desk_get_store(d), err);

	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; status == STATUS_OK && i < entries->count; i++)
		status = desk_add(d, entries->items[i], "import", &ids[i], err);
	if (status == STATUS_OK)
		return store_commit(desk_get_store(d), err);
	store_rollback(desk_get_store(d));
	return status;
}

enum status desk_import(struct desk *d, const char *path, int64_t **ids, size_t *count,
	struct err *err)
{
	struct json_entries entries = { 0 };
	struct str bytes = { 0 };
	enum status status = read_all(path, &bytes, err);

	*ids = NULL;
	if (status == STATUS_OK)
		status = json_read(path, str_text(&bytes), bytes.len, find_form,
			desk_get_library(d), &entries, err);
	str_clear(&bytes);
	if (status != STATUS_OK)
		return status;
	*count = entries.count;
	*ids = mem_array(*count, sizeof **ids);
	status = add_all(d, &entries, *ids, err);
	if (status != STATUS_OK) {
		free(*ids);
		*ids = NULL;
	}
	json_entries_clear(&entries);
	return status;
}

/* --- files --- */

static void add_file(struct import_files *p, const char *folder, const char *name)
{
	struct str path = { 0 };

	str_addf(&path, "%s%s%s", folder, *folder && folder[strlen(folder) - 1] != '/' ? "/" : "", name);
	p->items = mem_grow(p->items, &p->cap, p->count + 1, sizeof *p->items);
	p->items[p->count++] = str_take(&path);
}

static int is_exchange_file(const struct dirent *found)
{
	size_t len = strlen(found->d_name);

	return found->d_name[0] != '.' && len > 5 && !strcmp(found->d_name + len - 5, ".json");
}

enum status import_files_add(struct import_files *p, const char *path, struct err *err)
{
	struct dirent **found;
	struct stat about;
	int count;

	if (!strcmp(path, "-") || stat(path, &about) || !S_ISDIR(about.st_mode)) {
		add_file(p, "", path);
		return STATUS_OK;
	}
	count = scandir(path, &found, is_exchange_file, alphasort);
	for (int i = 0; i < count; i++) {
		add_file(p, path, found[i]->d_name);
		free(found[i]);
	}
	if (count >= 0)
		free(found);
	return count > 0 ? STATUS_OK : err_set(err, STATUS_INPUT,
		N_("%1 has no exchange file (.json) that can be read"), path, NULL);
}

void import_files_clear(struct import_files *p)
{
	for (size_t i = 0; i < p->count; i++)
		free(p->items[i]);
	free(p->items);
	*p = (struct import_files){ 0 };
}
