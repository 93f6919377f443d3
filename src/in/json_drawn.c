/* SPDX-License-Identifier: MIT */
#include "in/json_drawn.h"

#include <jansson.h>

static const char *text_at(const json_t *item, size_t index)
{
	return json_string_value(json_array_get(item, index));
}

void json_read_drawn(const char *text, size_t len, json_tell_drawn *tell, void *context)
{
	json_t *root = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL), *items, *item;
	const char *name;
	size_t i;

	json_object_foreach(json_object_get(root, "drawn"), name, items) {
		if (!json_array_size(items))
			tell(context, name, NULL, NULL);
		json_array_foreach(items, i, item)
			tell(context, name, json_array_size(item) ? text_at(item, 0) : "", text_at(item, 1));
	}
	json_decref(root);
}

static long long number_at(const json_t *item, size_t index)
{
	return json_integer_value(json_array_get(item, index));
}

void json_read_appended(const char *text, size_t len, json_tell_appended *tell, void *context)
{
	json_t *root = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL), *item;
	size_t i;

	json_array_foreach(json_object_get(root, "appended"), i, item)
		tell(context, number_at(item, 0), number_at(item, 1));
	json_decref(root);
}
