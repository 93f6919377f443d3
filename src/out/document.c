/* SPDX-License-Identifier: MIT */
#include "out/document.h"

#include <stddef.h>

const struct document_class *const document_classes[] = {
#ifdef HAVE_PDF
	&document_pdf,
#endif
#ifdef HAVE_XLSX
	&document_xlsx,
#endif
	NULL
};
