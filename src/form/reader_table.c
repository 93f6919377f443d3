/* SPDX-License-Identifier: MIT */
/* The table as printed: boxes, spans, and that they tile the grid. */
#include "form/reader.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What reaches into a column from the rows above. */
struct cover {
	const struct node *box;      /* where it began */
	int plain;                   /* ordinary rows still covered */
	bool repeat;                 /* and the rows of the next repeat */
};

struct tiling {
	struct reader *r;
	struct cover columns[READER_GRID];
	unsigned char *placed;       /* per cell */
	int rows;
};

/* --- one box --- */

static bool read_number(const char **text, int max, int *out)
{
	int value = 0;
	const char *p = *text;

	while (*p >= '0' && *p <= '9' && value <= max)
		value = value * 10 + (*p++ - '0');
	if (p == *text || value < 1 || value > max)
		return false;
	*out = value;
	*text = p + strspn(p, " ");
	return true;
}

/* "2", "2 x 5", "1 x n+1" */
static bool read_span(const char **text, struct box *box)
{
	bool repeat;

	if (!read_number(text, READER_GRID, &box->columns))
		return false;
	if (**text != 'x')
		return true;
	*text += 1 + strspn(*text + 1, " ");
	repeat = !strncmp(*text, "n+", 2);
	if (repeat)
		*text += 2;
	if (!read_number(text, READER_ROWS, &box->rows))
		return false;
	if (repeat)
		box->rows += BOX_WITH_REPEAT;
	return true;
}

static bool read_box_words(const char *text, struct box *box)
{
	static const char *const aligns[] = { "left", "center", "right" };

	while (*text) {
		size_t len = strcspn(text, " ");
		bool known = len == 8 && !memcmp(text, "vertical", len);

		if (known)
			box->vertical = true;
		for (size_t i = 0; i < COUNT(aligns) && !known; i++)
			if (strlen(aligns[i]) == len && !memcmp(text, aligns[i], len)) {
				box->align = ALIGN_LEFT + (enum align)i;
				known = true;
			}
		if (!known)
			return false;
		text += len + strspn(text + len, " ");
	}
	return true;
}

/* Behind the last stroke; gives the length of the text before it. */
static size_t read_box_spec(struct reader *r, const struct node *node, struct box *box)
{
	const char *text = node->text, *stroke = strrchr(text, '|'), *spec;
	size_t len;

	if (!stroke)
		return strlen(text);
	spec = stroke + 1 + strspn(stroke + 1, " ");
	if (*spec >= '0' && *spec <= '9' && !read_span(&spec, box))
		spec = "?";
	if (!read_box_words(spec, box) && !reader_hint(r, node))
		reader_error(r, node,
			N_("write a box as \"text | columns\", \"text | columns x rows\" or"
			   " \"text | columns x n+rows\", then left, center, right, vertical"),
			NULL);
	for (len = (size_t)(stroke - text); len && text[len - 1] == ' '; len--)
		;
	return len;
}

static const char first_place[] = "{first:";

/* Places that the table fills in when it is made. */
static bool is_filled_in(const char *name, size_t len, bool in_repeat)
{
	return (len == 4 && !memcmp(name, "year", len)) ||
		(len == 9 && !memcmp(name, "last_year", len)) ||
		(in_repeat &&
			((len == 1 && *name == 'n') ||
				!strncmp(name, first_place + 1, sizeof(first_place) - 2)));
}

static int box_characters(const char *from, const char *to)
{
	int count = 0;

	for (; from < to; from++)
		count += ((unsigned char)*from & 0xC0) != 0x80;
	return count;
}

static void place_cell(struct tiling *t, const struct node *node, int offset, int cell, int repeat)
{
	const struct cell *c = &t->r->form->cells[cell];

	if (c->repeat >= 0 && c->repeat != repeat)
		reader_error_inside(t->r, node, offset,
			N_("'%1' is a column; it stands in the row of its repeat"), c->name, NULL);
	else if (!c->shown)
		reader_error_inside(t->r, node, offset,
			N_("'%1' has 'shown: false' and cannot stand in the table"), c->name, NULL);
	else if (t->placed[cell])
		reader_error_inside(t->r, node, offset,
			N_("the cell '%1' stands in the table twice"), c->name, NULL);
	t->placed[cell] = true;
}

/* Finds the {cell} of a box; true while there may be another brace behind. */
static void read_box_cell(
	struct tiling *t, const struct node *node, char *text, int repeat, struct box *box)
{
	char *open = text, *close;

	while ((open = strchr(open, '{')) != NULL) {
		int offset = box_characters(text, open), cell;

		close = strchr(++open, '}');
		if (!close) {
			reader_error_inside(t->r, node, offset, N_("a { without its }"), NULL);
			return;
		}
		if (is_filled_in(open, (size_t)(close - open), repeat >= 0)) {
			open = close;
			continue;
		}
		cell = formula_find(t->r->form, NULL, NULL, repeat, open, (size_t)(close - open));
		*close = '\0';
		if (cell < 0) {
			reader_no_cell(t->r, node, offset + 1, open);
		} else if (box->cell >= 0) {
			reader_error_inside(t->r, node, offset, N_("a box holds one cell"), NULL);
		} else {
			place_cell(t, node, offset, cell, repeat);
			box->cell = cell;
			open[-1] = '\0';
			box->after = close + 1;
		}
		open = close + 1;
	}
}

/* {first:其中：} stands in a repeat's first row; in the others blanks as wide keep what follows in
 * line. */
static void read_first(struct arena *arena, struct box *box)
{
	const char *open = strstr(box->before, first_place),
		   *word = open ? open + sizeof(first_place) - 1 : NULL;
	const char *close = open ? strchr(word, '}') : NULL;
	struct str before = {0}, again = {0};
	size_t len;

	if (!close)
		return;	/* none, or a brace was wrong and has been reported */
	len = (size_t)(close - word);
	str_add_len(&before, box->before, (size_t)(open - box->before));
	str_add_len(&again, box->before, (size_t)(open - box->before));
	str_add_len(&before, word, len);
	str_add_repeat(&again, " ", text_width(TEXT_NARROW, word, len));
	str_add(&before, close + 1);
	str_add(&again, close + 1);
	box->before = arena_dup(arena, before.data, before.len);
	box->again = arena_dup(arena, again.data, again.len);
	str_clear(&before);
	str_clear(&again);
}

static void read_box(
	struct tiling *t, const struct node *node, int repeat, enum align align, struct box *box)
{
	char *text;
	size_t len;

	*box = (struct box){
		.columns = 1, .rows = 1, .before = "", .after = "", .cell = -1, .align = align
	};
	if (!reader_is(t->r, node, NODE_TEXT))
		return;
	len = read_box_spec(t->r, node, box);
	text = arena_dup(&t->r->form->private->arena, node->text, len);
	box->before = text;
	read_box_cell(t, node, text, repeat, box);
	if (repeat >= 0)
		read_first(&t->r->form->private->arena, box);
}

/* --- tiling --- */

static bool is_covered(const struct cover *c, enum row_kind kind)
{
	return kind == ROW_REPEAT ? c->repeat && !c->plain : c->plain > 0;
}

/* Rows of running text stand outside the frame, also those of a repeat. */
static enum row_kind kind_of(const struct form_row *row)
{
	return form_row_framed(row) ? row->kind : ROW_LINE;
}

/* A span must end with the rows it announced: n+K has the repeat's rows last, a plain one none. */
static void check_covers(struct tiling *t, enum row_kind kind)
{
	for (int i = 0; i < t->r->form->column_count; i++) {
		struct cover *c = &t->columns[i];

		if ((!c->plain && !c->repeat) || is_covered(c, kind))
			continue;
		if (kind == ROW_LINE)
			reader_error(t->r, c->box,
				N_("this box reaches below the last row of the table"), NULL);
		else if (kind == ROW_REPEAT && !c->repeat)
			reader_error(t->r, c->box,
				N_("this box reaches into the rows of a repeat; count them as n: "
				   "n+1 is one row and the repeat's"),
				NULL);
		else
			reader_error(t->r, c->box,
				N_("the repeat does not follow where this box expects it; "
				   "n+K is K rows and then the repeat's"),
				NULL);
		*c = (struct cover){ 0 };
	}
}

static void report_width(struct tiling *t, const struct node *row, int taken, int space)
{
	char at[12], wide[12], room[12], by[12];

	snprintf(at, sizeof(at), "%d", t->rows);
	snprintf(wide, sizeof(wide), "%d", taken);
	snprintf(room, sizeof(room), "%d", space);
	snprintf(by, sizeof(by), "%d", abs(taken - space));
	if (taken > space)
		reader_error(t->r, row,
			N_("table row %1: its boxes take %2 columns, %3 are free: %4 too many"), at,
			wide, room, by, NULL);
	else
		reader_error(t->r, row,
			N_("table row %1: its boxes take %2 columns, %3 are free: %4 too few"), at,
			wide, room, by, NULL);
}

/* Gives each box its column, and each column what now reaches into it. */
static void place_boxes(struct tiling *t, const struct node *list, struct form_row *row, bool sound)
{
	int count = t->r->form->column_count, column = 0, taken = 0, space = 0;
	bool covered[READER_GRID] = {0}, torn = false;
	const struct node *n = list->kind == NODE_LIST ? list->first : list;

	check_covers(t, kind_of(row));
	for (int i = 0; i < count; i++) {
		covered[i] = is_covered(&t->columns[i], kind_of(row));
		space += !covered[i];
		if (covered[i] && kind_of(row) == ROW_REPEAT)
			t->columns[i] = (struct cover){0};
		else if (covered[i])
			t->columns[i].plain--;
	}
	for (int i = 0; i < row->count; i++, n = n->next) {
		struct box *b = &row->boxes[i];
		bool repeat = b->rows > BOX_WITH_REPEAT;

		taken += b->columns;
		while (column < count && covered[column])
			column++;
		b->column = column < count ? column : 0;
		for (int k = 0; k < b->columns && column < count; k++, column++) {
			torn |= covered[column];
			t->columns[column] = (struct cover){ n,
				(repeat ? b->rows - BOX_WITH_REPEAT : b->rows) - 1, repeat };
		}
		if (kind_of(row) != ROW_TABLE && b->rows != 1)
			reader_error(
				t->r, n, N_("only a box of an ordinary row can span rows"), NULL);
	}
	if (!sound)
		return;	/* a box that could not be read has no width to complain of */
	if (taken != space)
		report_width(t, list, taken, space);
	else if (torn)
		reader_error(t->r, list,
			N_("a box of this row runs into one that comes from above"), NULL);
}

/* --- rows --- */

struct row_text {
	const struct node *line, *heading, *repeat, *row, *signature, *prose, *section;
	bool title, keep;
	int align;
};

#define AT(member) offsetof(struct row_text, member)

static const char *const align_words[] = { "auto", "left", "center", "right", NULL };

static const struct key row_keys[] = {
	{ .name = "line", .shape = SHAPE_SCALAR, .offset = AT(line) },
	{ .name = "heading", .shape = SHAPE_LIST, .offset = AT(heading) },
	{ .name = "repeat", .shape = SHAPE_SCALAR, .offset = AT(repeat) },
	{ .name = "row", .shape = SHAPE_LIST, .offset = AT(row) },
	{ .name = "prose", .shape = SHAPE_SCALAR, .offset = AT(prose) },
	{ .name = "section", .shape = SHAPE_SCALAR, .offset = AT(section) },
	{ .name = "signature", .shape = SHAPE_ANY, .offset = AT(signature) },
	{ .name = "title", .shape = SHAPE_FLAG, .offset = AT(title) },
	{ .name = "keep", .shape = SHAPE_FLAG, .offset = AT(keep) },
	{ .name = "align", .shape = SHAPE_WORD, .offset = AT(align), .words = align_words },
};

static void read_boxes(
	struct tiling *t, const struct node *list, enum align align, struct form_row *row)
{
	const struct node *n = list->kind == NODE_LIST ? list->first : list;
	size_t errors;

	row->count = list->kind == NODE_LIST ? list->count : 1;
	if (row->count > READER_GRID) {
		reader_error(t->r, list, N_("more than %1 items"), "64", NULL);
		row->count = 0;
		return;
	}
	row->boxes =
		arena_alloc(&t->r->form->private->arena, (size_t)row->count, sizeof(*row->boxes));
	errors = t->r->errors.count;
	for (int i = 0; n && i < row->count; i++, n = n->next)
		read_box(t, n, row->repeat, align, &row->boxes[i]);
	if (list->kind != NODE_LIST && !strchr(list->text, '|'))
		row->boxes[0].columns = t->r->form->column_count;
	place_boxes(t, list, row, t->r->errors.count == errors);
}

static bool one_kind(struct reader *r, const struct node *map, const struct row_text *x)
{
	int kinds = !!x->line + !!x->heading + !!x->row + !!x->signature + !!x->prose + !!x->section;

	if (kinds == 1 && (!x->repeat || x->row || x->prose || x->section))
		return true;
	reader_error(r, map,
		N_("a row of the table is a list of boxes, or has one of the keys line, heading, row, "
		   "prose, section, signature; 'repeat' goes with 'row', 'prose' and 'section'"),
		NULL);
	return false;
}

static void read_map_row(struct tiling *t, const struct node *map, struct form_row *row)
{
	struct row_text x = {0};
	const struct node *boxes;

	if (!reader_map(t->r, map, row_keys, COUNT(row_keys), &x) || !one_kind(t->r, map, &x))
		return;
	boxes = x.line ? x.line : x.heading ? x.heading : x.row ? x.row : x.prose ? x.prose :
		x.section ? x.section : x.signature;
	if (x.signature && x.signature->kind == NODE_MAP) {
		reader_is(t->r, x.signature, NODE_LIST);
		return;
	}
	row->kind = x.line || x.signature ? ROW_LINE : x.repeat ? ROW_REPEAT :
		x.prose || x.section ? ROW_LINE : ROW_TABLE;
	row->prose = x.prose || x.section;
	row->section = x.section;
	if (x.repeat) {
		row->repeat = form_find_repeat(t->r->form, x.repeat->text, strlen(x.repeat->text));
		if (row->repeat < 0) {
			if (!reader_hint(t->r, x.repeat))
				reader_error(t->r, x.repeat, N_("there is no repeat '%1'"),
					x.repeat->text, NULL);
			return;
		}
	}
	row->heading = x.heading;
	row->title = x.title;
	row->signature = x.signature || x.keep;
	read_boxes(t, boxes, row->prose && !x.align ? ALIGN_LEFT : (enum align)x.align, row);
}

static void check_placed(const struct tiling *t)
{
	const struct form *form = t->r->form;
	struct str name = {0};

	for (int i = 0; i < form->cell_count; i++) {
		if (t->placed[i] || !form->cells[i].shown)
			continue;
		str_reset(&name);
		form_add_cell_name(form, i, &name);
		reader_error(t->r, t->r->sources[i].name,
			N_("the cell '%1' stands nowhere in the table; "
			   "place it or write 'shown: false'"),
			name.data, NULL);
	}
	str_clear(&name);
}

void reader_table(struct reader *r, const struct node *table)
{
	struct form *form = r->form;
	struct tiling t = { .r = r };
	size_t errors = r->errors.count;

	if (!form->column_count)
		return;	/* reported, and nothing to tile */
	if (table->count > READER_ROWS) {
		reader_error(r, table, N_("more than %1 items"), "1000", NULL);
		return;
	}
	t.placed = mem_array((size_t)form->cell_count, sizeof(*t.placed));
	form->rows = arena_alloc(&form->private->arena, (size_t)table->count, sizeof(*form->rows));
	for (const struct node *n = table->first; n; n = n->next) {
		struct form_row *row = &form->rows[form->row_count++];

		*row = (struct form_row){ .kind = ROW_TABLE, .repeat = -1 };
		t.rows++;
		if (n->kind == NODE_MAP)
			read_map_row(&t, n, row);
		else if (reader_is(r, n, NODE_LIST))
			read_boxes(&t, n, ALIGN_AUTO, row);
	}
	check_covers(&t, ROW_LINE);
	if (r->errors.count == errors)
		check_placed(&t);
	free(t.placed);
}
