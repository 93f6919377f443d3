/* SPDX-License-Identifier: MIT */
/* From text to nodes: the only file that knows libyaml.
 *
 * Works on libyaml's events, not on its documents: an alias is still visible there, and nesting
 * that is too deep is refused while libyaml, quadratic in it, has looked no further than 1024
 * characters ahead. */
#include "form/reader.h"

#include <string.h>
#include <yaml.h>

#include "base/charset.h"
#include "base/text.h"

/* --- before libyaml --- */

static void place_of(const char *text, size_t at, int *line, int *column)
{
	*line = *column = 1;
	for (size_t i = 0; i < at; i++) {
		if (text[i] == '\n') {
			++*line;
			*column = 1;
		} else if (((unsigned char)text[i] & 0xC0) != 0x80) {
			++*column;
		}
	}
}

static void error_at_byte(
	struct reader *r, const char *text, size_t at, const char *id, const char *arg)
{
	struct err *e;
	int line, column;

	place_of(text, at, &line, &column);
	e = reader_add_error(r, line, column);
	if (e)
		message_set(&e->message, id, arg, NULL);
}

static void not_utf8(struct reader *r, const char *text, size_t len, size_t at)
{
	struct str converted = {0};

	if (charset_to_utf8("GB18030", text, len, &converted, NULL) == STATUS_OK)
		error_at_byte(r, text, at,
			N_("the file is in GB18030; save it as UTF-8, for example with:"
			   " iconv -f GB18030 -t UTF-8"),
			NULL);
	else
		error_at_byte(r, text, at, N_("this is not UTF-8; save the file as UTF-8"), NULL);
	str_clear(&converted);
}

/* Line and paragraph separators count as line ends in YAML and nowhere else. */
static bool is_refused(uint32_t c)
{
	return (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F || c == 0x85 ||
		c == 0x2028 || c == 0x2029 || (c >= 0x80 && text_is_forbidden(c));
}

static bool characters_ok(struct reader *r, const char *text, size_t len)
{
	const char *end = text + len, *p = text;

	while (p < end) {
		uint32_t c = (unsigned char)*p;
		int size = c < 0x80 ? 1 : text_decode(p, end, &c);
		char shown[16];

		if (is_refused(c)) {
			snprintf(shown, sizeof(shown), "U+%04X", (unsigned)c);
			error_at_byte(r, text, (size_t)(p - text),
				N_("the character %1 is not allowed in a form file"), shown);
			return false;
		}
		p += size;
	}
	return true;
}

/* --- full-width signs in a text that libyaml refused --- */

static bool is_sign(const char *p, const char *end, char *ascii)
{
	static const struct { const char *wide; char ascii; } signs[] = {
		{ "：", ':' }, { "，", ',' }, { "｛", '{' }, { "｝", '}' }, { "［", '[' }, { "］", ']' },
		{ "“", '"' }, { "”", '"' },
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (end - p >= 3 && !memcmp(p, signs[i].wide, 3)) {
			*ascii = signs[i].ascii;
			return true;
		}
	return false;
}

static bool add_hint(struct reader *r, int line, int column, const char *wide, char ascii)
{
	char from[4] = { wide[0], wide[1], wide[2], 0 }, to[2] = { ascii, 0 };
	struct err *e = reader_add_error(r, line, column);

	if (e)
		message_set(
			&e->message, N_("full-width %1 here: write the ASCII %2"), from, to, NULL);
	return true;
}

bool reader_hint(struct reader *r, const struct node *at)
{
	const char *end;
	int column = at->inside;
	char ascii;

	if (at->kind != NODE_TEXT || !at->plain || !column)
		return false;
	end = at->text + strlen(at->text);
	for (const char *p = at->text; p < end; p++) {
		if (is_sign(p, end, &ascii))
			return add_hint(r, at->line, column, p, ascii);
		if (((unsigned char)p[1] & 0xC0) != 0x80)
			column++;
	}
	return false;
}

/* What a line has shown so far, outside quotes. */
struct line_scan {
	char quote;
	char before, solid;          /* the character before; the last one that is no blank */
	int flow;                    /* open { and [ */
	bool keyed;                  /* since the last of { [ , there was a colon */
};

static void scan_plain(struct line_scan *l, char c)
{
	if ((c == '"' || c == '\'') && strchr(" [{,:-", l->before))
		l->quote = c;
	if (c == '{' || c == '[')
		l->flow++;
	if (c == ':')
		l->keyed = true;
	if (c == '{' || c == '[' || c == ',')
		l->keyed = false;
}

static bool begins_key(const char *p, const char *end)
{
	const char *start = p;

	while (p < end && ((*p >= 'a' && *p <= 'z') || *p == '-'))
		p++;
	return p > start && p < end && (*p == ':' || (end - p >= 3 && !memcmp(p, "：", 3)));
}

/* A full-width sign belongs to a text unless it stands where YAML looks for its own. */
static bool is_misplaced(const struct line_scan *l, char ascii, const char *after, const char *end)
{
	while (after < end && *after == ' ')
		after++;
	switch (ascii) {
	case ':':
		return !l->keyed;
	case ',':
		return l->flow > 0 && begins_key(after, end);
	case '{':
	case '[':
		return strchr(":-,[{", l->solid);
	default:
		return strchr(":-,[{", l->solid) || after == end || strchr("\r,}]", *after);
	}
}

static bool hint_in_line(struct reader *r, const char *p, const char *end, int line)
{
	struct line_scan l = { .before = ' ', .solid = ':' };
	char ascii;

	for (int column = 1; p < end; p++) {
		if (l.quote)
			l.quote = *p == l.quote ? 0 : l.quote;
		else if (*p == '#' && l.before == ' ')
			return false;
		else if (is_sign(p, end, &ascii) && is_misplaced(&l, ascii, p + 3, end))
			return add_hint(r, line, column, p, ascii);
		else
			scan_plain(&l, *p);
		l.before = *p;
		l.solid = *p == ' ' ? l.solid : *p;
		if (p + 1 < end && ((unsigned char)p[1] & 0xC0) != 0x80)
			column++;
	}
	return false;
}

static bool hint_in_lines(struct reader *r, const char *text, size_t len, int from, int to)
{
	const char *end = text + len, *p = text;

	for (int line = 1; p < end && line <= to; line++) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));

		stop = stop ? stop : end;
		if (line >= from && hint_in_line(r, p, stop, line))
			return true;
		p = stop < end ? stop + 1 : end;
	}
	return false;
}

/* A key with a full-width colon is no key; YAML notices at the colon of the next line. */
static bool ends_wide(const char *text, size_t len, int line)
{
	static const char colon[] = "：";
	const char *end = text + len;

	/* YAML has other line ends as well. */
	for (; text && --line; text = text ? text + 1 : NULL)
		text = memchr(text, '\n', (size_t)(end - text));
	while (text && text < end && (*text == ' ' || *text == '-'))
		text++;
	while (text && text < end && ((*text >= 'a' && *text <= 'z') || *text == '-'))
		text++;
	return text && (size_t)(end - text) >= sizeof colon - 1 && !memcmp(text, colon, sizeof colon - 1);
}

/* --- what libyaml says, said so that a clerk can act on it --- */

static const char tab_problem[] = N_("no tab may stand here; use blanks");

static const struct problem {
	const char *yaml;
	const char *id;
	bool context;                /* where it began tells more than where it was noticed */
} problems[] = {
	{ "could not find expected ':'", N_("a key without its colon; write \"key: value\""),
		true },
	{ "found unexpected end of stream", N_("a quote that is never closed"), true },
	{ "found unexpected document indicator", N_("a quote that is never closed"), true },
	{ "did not find expected ',' or '}'", N_("a comma or } is missing before this"), false },
	{ "did not find expected ',' or ']'", N_("a comma or ] is missing before this"), false },
	{ "mapping values are not allowed in this context",
		N_("a colon too many, or a line that is indented too far; "
		   "a text with \": \" needs quotes"),
		false },
	{ "did not find expected key",
		N_("a key is expected here: the line is indented differently from"
		   " those before, or a text needs quotes"),
		false },
	{ "did not find expected '-' indicator",
		N_("the next item of the list, beginning with -, is expected here"), false },
	{ "found character that cannot start any token",
		N_("no text can begin with this sign; put it in quotes"), false },
	{ "found a tab character that violates indentation", tab_problem, false },
	{ "found a tab character where an indentation space is expected", tab_problem, false },
	{ "found unknown escape character",
		N_("an unknown sign after \\; in single quotes it would be plain"), false },
	{ "did not find expected <document start>",
		N_("this does not belong to what stands before"), false },
};

/* The character at a place that libyaml names; columns count characters. */
static char sign_at(const char *text, size_t len, const yaml_mark_t *mark)
{
	const char *end = text + len;

	for (size_t line = 0; line < mark->line && text < end; line++) {
		const char *feed = memchr(text, '\n', (size_t)(end - text));

		text = feed ? feed + 1 : end;
	}
	for (size_t column = 0; column < mark->column && text < end; column++)
		do
			text++;
		while (text < end && ((unsigned char)*text & 0xC0) == 0x80);
	return text < end ? *text : '\0';
}

static void yaml_problem(
	struct reader *r, const yaml_parser_t *parser, const char *text, size_t len)
{
	const char *said = parser->problem ? parser->problem : "?";
	yaml_mark_t mark = parser->problem_mark;
	const struct problem *known = NULL;
	int first = (int)mark.line + 1;
	struct err *e;

	for (size_t i = 0; i < sizeof(problems) / sizeof(problems[0]) && !known; i++)
		if (!strcmp(problems[i].yaml, said))
			known = &problems[i];
	if (parser->context && parser->context_mark.line < mark.line)
		first = (int)parser->context_mark.line + 1;
	if (first < (int)mark.line)
		first = (int)mark.line;	/* a whole map is the context of its last line as well */
	if (known && known->context && parser->context) {
		mark = parser->context_mark;
		first = (int)mark.line + 1;
	}
	if (!strcmp(said, "mapping values are not allowed in this context") && first > 1 &&
		ends_wide(text, len, first - 1))
		first--;
	if (hint_in_lines(r, text, len, first, (int)parser->problem_mark.line + 1))
		return;
	e = reader_add_error(r, (int)mark.line + 1, (int)mark.column + 1);
	if (e)
		message_set(&e->message, sign_at(text, len, &mark) == '\t' ? tab_problem
			: known ? known->id : N_("this is not YAML: %1"), said, NULL);
}

/* --- events --- */

struct tree {
	struct reader *r;
	struct node *root, *open[READER_DEPTH + 1], *key[READER_DEPTH + 1];
	int depth;                   /* open[1 … depth] */
	bool stop, broken;
};

static void attach(struct tree *t, struct node *node)
{
	struct node *parent = t->depth ? t->open[t->depth] : NULL;

	if (!parent) {
		if (!t->root)
			t->root = node;
		return;
	}
	if (parent->kind == NODE_MAP) {
		struct node **key = &t->key[t->depth];

		if (!*key) {
			if (node->kind != NODE_TEXT)
				reader_error(t->r, node, N_("a key must be a plain text"), NULL);
			*key = node;
			return;
		}
		node->key = *key;
		*key = NULL;
	}
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	parent->count++;
}

static struct node *new_node(struct tree *t, enum node_kind kind, const yaml_event_t *event)
{
	struct node *node = arena_alloc(&t->r->scratch, 1, sizeof(*node));

	node->kind = kind;
	node->text = "";
	node->line = (int)event->start_mark.line + 1;
	node->column = (int)event->start_mark.column + 1;
	return node;
}

static void refuse_extras(
	struct tree *t, const struct node *node, const yaml_char_t *anchor, const yaml_char_t *tag)
{
	if (anchor)
		reader_error(
			t->r, node, N_("anchors (&name) are not allowed in a form file"), NULL);
	else if (tag)
		reader_error(t->r, node, N_("tags (!name) are not allowed in a form file"), NULL);
}

static size_t count_characters(const char *s, size_t len)
{
	size_t count = 0;

	for (size_t i = 0; i < len; i++)
		count += ((unsigned char)s[i] & 0xC0) != 0x80;
	return count;
}

static void on_scalar(struct tree *t, const yaml_event_t *event)
{
	const char *value = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	struct node *node = new_node(t, NODE_TEXT, event);
	size_t quotes;

	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	quotes = node->plain ? 0 : 1;
	if (event->start_mark.line == event->end_mark.line &&
		event->end_mark.index - event->start_mark.index ==
			count_characters(value, len) + 2 * quotes)
		node->inside = node->column + (int)quotes;
	if (memchr(value, '\0', len))
		reader_error(t->r, node, N_("the character %1 is not allowed in a form file"),
			"U+0000", NULL);
	node->text = arena_dup(&t->r->form->private->arena, value, len);
	refuse_extras(t, node, event->data.scalar.anchor, event->data.scalar.tag);
	attach(t, node);
}

static void on_open(struct tree *t, const yaml_event_t *event, enum node_kind kind)
{
	struct node *node = new_node(t, kind, event);

	if (kind == NODE_MAP)
		refuse_extras(
			t, node, event->data.mapping_start.anchor, event->data.mapping_start.tag);
	else
		refuse_extras(
			t, node, event->data.sequence_start.anchor, event->data.sequence_start.tag);
	attach(t, node);
	if (t->depth == READER_DEPTH) {
		reader_error(t->r, node, N_("nested too deeply: at most %1 levels"), "16", NULL);
		t->stop = t->broken = true;
		return;
	}
	t->open[++t->depth] = node;
	t->key[t->depth] = NULL;
}

static void on_event(struct tree *t, const yaml_event_t *event)
{
	struct node *node;

	switch (event->type) {
	case YAML_SCALAR_EVENT:
		on_scalar(t, event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		on_open(t, event, NODE_LIST);
		break;
	case YAML_MAPPING_START_EVENT:
		on_open(t, event, NODE_MAP);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		t->depth--;
		break;
	case YAML_ALIAS_EVENT:
		node = new_node(t, NODE_TEXT, event);
		reader_error(t->r, node,
			N_("aliases (*name) are not allowed in a form file; put a text that begins"
			   " with * in quotes"),
			NULL);
		attach(t, node);
		break;
	case YAML_DOCUMENT_START_EVENT:
		if (t->root)
			reader_error(t->r, new_node(t, NODE_TEXT, event),
				N_("only one document in a form file"), NULL);
		t->stop = t->broken = t->root;
		break;
	case YAML_STREAM_END_EVENT:
		t->stop = true;
		break;
	default:
		break;
	}
}

static struct node *parse_events(struct reader *r, const char *text, size_t len)
{
	struct tree t = { .r = r };
	yaml_parser_t parser;
	yaml_event_t event;

	if (!yaml_parser_initialize(&parser))
		return NULL;	/* only for want of memory */
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	while (!t.stop) {
		if (!yaml_parser_parse(&parser, &event)) {
			yaml_problem(r, &parser, text, len);
			t.broken = true;
			break;
		}
		on_event(&t, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return t.broken ? NULL : t.root;	/* of half a tree the rest would be missing */
}

struct node *reader_parse(struct reader *r, const char *text, size_t len)
{
	static const char bom[] = "\xEF\xBB\xBF";
	struct node *root;
	size_t bad;

	if (len > READER_BYTES) {
		error_at_byte(r, text, 0, N_("the file is larger than %1 KiB"), "256");
		return NULL;
	}
	bad = text_check(text, len);
	if (bad < len) {
		not_utf8(r, text, len, bad);
		return NULL;
	}
	if (len >= 3 && !memcmp(text, bom, 3)) {
		text += 3;
		len -= 3;
	}
	if (!characters_ok(r, text, len))
		return NULL;
	root = parse_events(r, text, len);
	if (!root && !r->errors.count)
		error_at_byte(r, text, 0, N_("the file is empty"), NULL);
	return root;
}
