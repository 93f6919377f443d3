/* SPDX-License-Identifier: MIT */
/* Letters: the fonts, lines of text, and what no font has. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "out/pdf.h"

static const char default_fonts[] = "Noto Serif CJK SC,Source Han Serif SC,Source Han Serif CN,SimSun,"
	"FangSong,AR PL SungtiL GB,Noto Sans CJK SC,WenQuanYi Zen Hei,WenQuanYi Micro Hei";

/* One that surely nobody has: what stands in for it stands in for every other that is not here. */
static const char no_family[] = "ziping-no-such-family";

/* Shapes do not depend on a screen. */
void pdf_prepare_text(struct document *w)
{
	cairo_font_options_t *options = cairo_font_options_create();
	PangoContext *context;

	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	w->fonts = mem_dup(w->options.font ? w->options.font : default_fonts);
	w->line = pango_cairo_create_layout(w->cairo);
	context = pango_layout_get_context(w->line);
	pango_cairo_context_set_font_options(context, options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_language(context, pango_language_from_string("zh-cn"));
	pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
	pango_layout_set_auto_dir(w->line, FALSE);
	pango_layout_set_single_paragraph_mode(w->line, TRUE);
	cairo_font_options_destroy(options);
}

void pdf_set_font(struct document *w, double size, bool bold)
{
	PangoFontDescription *font = pango_font_description_from_string(w->fonts);

	pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
	pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
	pango_layout_set_font_description(w->line, font);
	pango_font_description_free(font);
}

bool pdf_has_glyphs(struct document *w, const char *s, size_t len)
{
	pango_layout_set_text(w->line, s, (int)len);
	return !pango_layout_get_unknown_glyphs_count(w->line);
}

void pdf_draw_line(struct document *w, const char *s, size_t len, double x, double room, double y,
	enum align align)
{
	PangoRectangle ink, logical;
	double width, height, scale = 1;

	pango_layout_set_text(w->line, s, (int)len);
	pango_layout_get_extents(w->line, &ink, &logical);
	width = (double)logical.width / PANGO_SCALE;
	height = (double)logical.height / PANGO_SCALE;
	if (width > room && width > 0) {
		scale = room / width;
		width = room;
	}
	if (align == ALIGN_CENTER)
		x += (room - width) / 2;
	else if (align == ALIGN_RIGHT)
		x += room - width;
	cairo_save(w->cairo);
	cairo_translate(w->cairo, x, y - height / 2);
	cairo_scale(w->cairo, scale, 1);
	pango_cairo_show_layout(w->cairo, w->line);
	cairo_restore(w->cairo);
}

double pdf_text_width(struct document *w, const char *s)
{
	PangoRectangle ink, logical;

	pango_layout_set_text(w->line, s, -1);
	pango_layout_get_extents(w->line, &ink, &logical);
	return (double)logical.width / PANGO_SCALE;
}

enum status pdf_refuse_glyph(struct document *w, const char *label, const char *s, size_t len, struct err *err)
{
	const char *end = s + len, *next = s;
	struct str glyph = { 0 };

	for (; s < end; s = next) {
		next = text_next(s, end);
		if (!pdf_has_glyphs(w, s, (size_t)(next - s)))
			break;
	}
	str_add_len(&glyph, s, (size_t)(next - s));
	err_set(err, STATUS_INPUT,
		N_("%1: no font here has “%2”; install a Chinese font (Debian: fonts-noto-cjk) or change the text"),
		label, str_text(&glyph), NULL);
	str_clear(&glyph);
	return STATUS_INPUT;
}

/* --- a font that was asked for --- */

static char *loaded_family(struct document *w, const char *family)
{
	PangoFontDescription *wanted = pango_font_description_new(), *found;
	PangoFont *font;
	char *name = NULL;

	pango_font_description_set_family(wanted, family);
	pango_font_description_set_absolute_size(wanted, PDF_SIZE * PANGO_SCALE);
	font = pango_font_map_load_font(pango_cairo_font_map_get_default(), pango_layout_get_context(w->line), wanted);
	if (font) {
		found = pango_font_describe(font);
		name = mem_dup(pango_font_description_get_family(found));
		pango_font_description_free(found);
		g_object_unref(font);
	}
	pango_font_description_free(wanted);
	return name;
}

/* Names that stand for whatever is there. */
static bool is_generic(const char *family)
{
	return !strcasecmp(family, "sans") || !strcasecmp(family, "sans-serif") || !strcasecmp(family, "serif")
		|| !strcasecmp(family, "monospace");
}

static bool has_family(struct document *w, const char *family)
{
	char *found = loaded_family(w, family), *other = loaded_family(w, no_family);
	bool has = is_generic(family) || (found && other && (!strcasecmp(found, family) || strcmp(found, other) != 0));

	free(found);
	free(other);
	return has;
}

enum status pdf_check_font(struct document *w, struct err *err)
{
	PangoFontDescription *font;
	char *families, *save, *family;
	bool has = false;

	if (!w->options.font)
		return STATUS_OK;
	font = pango_font_description_from_string(w->options.font);
	families = mem_dup(pango_font_description_get_family(font) ? pango_font_description_get_family(font) : "");
	for (family = strtok_r(families, ",", &save); family && !has; family = strtok_r(NULL, ",", &save))
		has = has_family(w, family + strspn(family, " "));
	free(families);
	pango_font_description_free(font);
	return has ? STATUS_OK : err_set(err, STATUS_INPUT,
		N_("there is no font family %1 here; “fc-list :lang=zh family” lists those for Chinese"),
		w->options.font, NULL);
}
