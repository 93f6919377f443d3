/* SPDX-License-Identifier: MIT */
#include "desk/same.h"

#include "desk/earlier.h"

void opened_know_earlier(struct opened *o, struct opened **memory)
{
	int64_t id;
	enum status status = desk_find_earlier(o, &id, NULL);

	if (status == STATUS_OK && id)
		status = *memory ? opened_load(*memory, id, NULL) : desk_open_frozen(o->desk, id, memory, NULL);
	sheet_set_earlier(o->sheet, status == STATUS_OK && id ? (*memory)->entry : NULL);
}
