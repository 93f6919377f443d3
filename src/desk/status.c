/* SPDX-License-Identifier: MIT */
#include "desk/status.h"

#include <stddef.h>
#include <string.h>

#include "base/message.h"

static const struct { const char *word, *chinese, *label; } statuses[ENTRY_STATUSES] = {
	{ "draft", "草稿", N_("draft") },
	{ "reviewed", "已审", N_("reviewed") },
	{ "signed", "已签", N_("signed") },
};

const char *status_word(int index)
{
	return statuses[index].word;
}

const char *status_label(int index)
{
	return statuses[index].label;
}

int status_find(const char *text)
{
	for (int i = 0; i < ENTRY_STATUSES; i++)
		if (!strcmp(text, statuses[i].word) || !strcmp(text, statuses[i].chinese))
			return i;
	return -1;
}

const char *status_label_of(const char *word)
{
	int index = status_find(word);

	return index < 0 ? word : statuses[index].label;
}
