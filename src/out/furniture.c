/* SPDX-License-Identifier: MIT */
#include "out/furniture.h"

#include "base/date.h"

void furniture_add_foot(const struct furniture *f, struct str *out)
{
	if (f->revision)
		str_addf(out, "第%d稿 %s", f->revision, f->is_signed ? "签字稿" : f->draft ? "草稿" : "送签稿");
	if (f->code)
		str_addf(out, "  校验码 %s", f->code);
	if (f->printed) {
		str_add(out, "  ");
		date_add_local(f->printed, out);
		str_add(out, " 打印");
	}
}
