/* SPDX-License-Identifier: MIT */
#include "out/furniture.h"

#include "base/date.h"

static const char *state_of(const struct furniture *f)
{
	return f->is_signed ? "签字稿" : f->draft ? "草稿" : "送签稿";
}

void furniture_add_foot(const struct furniture *f, struct str *out)
{
	if (f->revision)
		str_addf(out, "第%d稿 %s", f->revision, state_of(f));
	if (f->code)
		str_addf(out, "%s校验码 %s", out->len ? "  " : "", f->code);
	if (!f->printed)
		return;
	str_add(out, out->len ? "  " : "");
	date_add_local(f->printed, out);
	str_add(out, " 打印");
}

/* --- lines to sign on --- */

static const struct { const char *before, *after; int width; } signers[] = {
	{ "项目负责人：", "", 12 }, { "财务负责人：", "", 12 }, { "单位负责人：", "（盖章）", 20 },
};
static const char date_line[] = "年      月      日";
enum { SIGNERS = 3, GAP = 2, ROOM_MIN = 8, ROOM_MAX = 20, DATE_WIDTH = 18 };

static void add_signer(int i, int room, struct str *out)
{
	str_add(out, signers[i].before);
	str_add_repeat(out, "_", room);
	str_add(out, signers[i].after);
}

static int limit_room(int room)
{
	return room < ROOM_MIN ? ROOM_MIN : room > ROOM_MAX ? ROOM_MAX : room;
}

static void add_date(int columns, struct str *out)
{
	str_add_repeat(out, " ", columns - DATE_WIDTH);
	str_addf(out, "%s\n", date_line);
}

int furniture_add_signature(const struct form *form, int columns, struct str *out)
{
	int first = form->summary[SUMMARY_PROJECT] < 0, count = SIGNERS - first, lines = 2;
	int room = columns - GAP * (count - 1);
	bool apart;

	for (int i = first; i < SIGNERS; i++)
		room -= signers[i].width;
	apart = room / count < ROOM_MIN;
	for (int i = first; i < SIGNERS; i++) {
		if (i == first || apart)
			str_add_char(out, '\n');
		add_signer(i, limit_room(apart ? columns - signers[i].width : room / count), out);
		if (apart || i + 1 == SIGNERS)
			str_add_char(out, '\n');
		else
			str_add_repeat(out, " ", GAP);
		lines += apart && i > first ? 2 : 0;
	}
	str_add_char(out, '\n');
	add_date(columns, out);
	return lines + 2;
}

bool furniture_has_signature(const struct form *form)
{
	for (int r = 0; r < form->row_count; r++)
		if (form->rows[r].signature)
			return true;
	return false;
}
