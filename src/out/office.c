/* SPDX-License-Identifier: MIT */
#include "out/office.h"

#include <string.h>
#include <unistd.h>

enum { PATH_BYTES = 4096 };

static const char *const formats[] = {
#ifdef HAVE_PDF
	"pdf",
#endif
#ifdef HAVE_XLSX
	"xlsx",
#endif
	NULL
};

bool office_has_format(const char *name)
{
	for (size_t i = 0; formats[i]; i++)
		if (!strcmp(formats[i], name))
			return true;
	return false;
}

void office_add_formats(struct str *out)
{
	for (size_t i = 0; formats[i]; i++)
		str_addf(out, " %s", formats[i]);
}

char *office_path(void)
{
	char here[PATH_BYTES];
	ssize_t len = readlink("/proc/self/exe", here, sizeof here - 1);
	struct str path = { 0 };

	if (len > 0) {
		while (len > 0 && here[len - 1] != '/')
			len--;
		str_add_len(&path, here, (size_t)len);
		str_add(&path, "ziping-office");
		if (access(str_text(&path), X_OK) == 0)
			return str_take(&path);
	}
	str_reset(&path);
	str_add(&path, PKGLIBEXECDIR "/ziping-office");
	return str_take(&path);
}
