/* SPDX-License-Identifier: MIT */
/* Check codes: what is read from paper and typed to find the same state again.
 *
 * The first 60 bits of a SHA-256 in Crockford's base 32 (no I, L, O, U) and a check character, in groups:
 * 7K3M-9QXT-2WPA-5.  The check character makes the code a codeword over GF(32) whose places have different weights, so
 * that one wrong character, or any two exchanged, are always found. */
#ifndef ZIPING_BASE_CODE_H
#define ZIPING_BASE_CODE_H

#include <stddef.h>

enum { CODE_SIZE = 17 };         /* with its dashes and the NUL */

void code_make(const char *bytes, size_t len, char out[CODE_SIZE]);

enum code_reading {
	CODE_READ,
	CODE_NONE,                   /* too short or long, or a character that no code has */
	CODE_MISTYPED                /* the check character says so */
};

/* As people type it: any case and width, blanks and dashes anywhere, O for 0, I and L for 1.  `out` is as
 * code_make writes it, of a mistyped one as well. */
enum code_reading code_read(const char *text, char out[CODE_SIZE]);

#endif
