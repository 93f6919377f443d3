/* SPDX-License-Identifier: MIT */
/* Figures: the words by which running text names them. */
#include "form/reader.h"

#include <stddef.h>
#include <string.h>

#include "base/mem.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { WORD_MIN = 2 };

struct figure_text {
	const struct node *words, *is, *unit, *unless, *rows, *of;
};

#define AT(member) offsetof(struct figure_text, member)

static const struct key figure_keys[] = {
	{ .name = "words", .shape = SHAPE_ANY, .offset = AT(words), .required = true },
	{ .name = "is", .shape = SHAPE_SCALAR, .offset = AT(is), .required = true },
	{ .name = "unit", .shape = SHAPE_ANY, .offset = AT(unit) },
	{ .name = "unless", .shape = SHAPE_ANY, .offset = AT(unless) },
	{ .name = "rows", .shape = SHAPE_SCALAR, .offset = AT(rows) },
	{ .name = "of", .shape = SHAPE_SCALAR, .offset = AT(of) },
};

static int characters(const char *s)
{
	int count = 0;

	for (; *s; s++)
		count += ((unsigned char)*s & 0xC0) != 0x80;
	return count;
}

/* One text or a list of them, each of at least `min` characters; none for NULL. */
static const char *const *read_texts(struct reader *r, const struct node *node, int min)
{
	const struct node *n = node && node->kind == NODE_LIST ? node->first : node;
	int given = !node ? 0 : node->kind == NODE_LIST ? node->count : 1, count = 0;
	const char **texts;

	if (given > READER_ITEMS) {
		reader_error(r, node, N_("more than %1 items"), "200", NULL);
		given = 0;
	} else if (node && !given) {
		reader_error(r, node, N_("a word is expected here"), NULL);
	}
	texts = arena_alloc(&r->form->private->arena, (size_t)given + 1, sizeof(*texts));
	for (int i = 0; i < given; i++, n = n->next) {
		if (!reader_is(r, n, NODE_TEXT))
			continue;
		if (characters(n->text) < min)
			reader_error(r, n, min > 1 ? N_("a word of at least two characters is expected here")
				: N_("a word is expected here"), NULL);
		else
			texts[count++] = n->text;
	}
	return texts;
}

static void read_rows(struct reader *r, const struct figure_text *t, struct form_figure *figure)
{
	if (!t->rows != !t->of) {
		reader_error(r, t->rows ? t->rows : t->of, N_("'rows' and 'of' stand together"), NULL);
		return;
	}
	if (!t->rows)
		return;
	figure->repeat = reader_find_repeat(r, t->rows);
	if (figure->repeat >= 0)
		figure->of = reader_find_column(r, t->of, figure->repeat);
}

static void read_figure(struct reader *r, const struct node *map)
{
	struct form_figure *figure = &r->form->figures[r->form->figure_count];
	struct figure_text t = {0};

	if (!reader_map(r, map, figure_keys, COUNT(figure_keys), &t))
		return;
	*figure = (struct form_figure){ .repeat = -1, .of = -1 };
	figure->words = read_texts(r, t.words, WORD_MIN);
	figure->units = read_texts(r, t.unit, 1);
	figure->unless = read_texts(r, t.unless, 1);
	read_rows(r, &t, figure);
	figure->is = reader_formula(r, t.is, NULL, NULL, figure->repeat, FORMULA_NUMBER);
	if (figure->is)
		r->form->figure_count++;
}

void reader_figures(struct reader *r, const struct node *figures)
{
	if (figures->count > READER_FIGURES) {
		reader_error(r, figures, N_("more than %1 items"), "100", NULL);
		return;
	}
	r->form->figures =
		arena_alloc(&r->form->private->arena, (size_t)figures->count, sizeof(*r->form->figures));
	for (const struct node *n = figures->first; n; n = n->next)
		read_figure(r, n);
}
