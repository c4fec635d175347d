/* Nordic folding: what makes two spellings the same token. The table is written out, since NFKD-and-strip
 * folds å ä ö and leaves ø æ (STYLE.md, pitfall 1). */
#pragma once

#include <glib.h>

/* Appends the folded form of one token (valid UTF-8, any normal form) to `out`:
 * lower case (Unicode simple, no locale); å ä ö æ ø are kept as letters; ð, þ, đ, ŋ, ŧ keep their letters too;
 * other Latin letters lose their marks (é -> e, ü -> u, č -> c, á -> a); ß -> ss; full-width and
 * sub- or superscript digits and letters become plain (CO₂ -> co2); apostrophes ’ ʼ become '; other scripts are only
 * lower-cased (and NFC). Soft hyphens and other invisible characters vanish.
 * Idempotent: folding the folded form gives it back. */
void fold_append(GString *out, const char *token, gsize length);

/* Appends the token in lower-case NFC with its marks kept, ’ ʼ as ' and invisible characters gone: the form that
 * Snowball reads (stem.h). */
void fold_lower_append(GString *out, const char *token, gsize length);

/* The weakest tier, for those who cannot type the letters: å ä æ -> a, ö ø -> o on an already folded form, ð đ -> d,
 * þ -> th, ŋ -> n, ŧ -> t. */
void fold_to_ascii_append(GString *out, const char *folded, gsize length);
