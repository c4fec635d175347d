/* One key for words that Swedish, Norwegian and Danish spell by different habits: "hälsa" and "helse" stay apart,
 * "miljö" and "miljø", "kvalitet", "organisation" and "organisasjon", "Stockholm" and "stokkholm" do not. Rules and
 * their precision over the word pairs of the bilingual lexica: LANGUAGE.md, Spelling keys (.978 for the set used here).
 */
#pragma once

#include <glib.h>

/* Appends the key of a folded surface form (fold.h): æ, ä -> e; ø -> ö; ck -> kk; x -> ks; -tion, -ssion, -sion ->
 * -sjon; c before e, i, y, ä, ö
 * -> s, else k; z -> s; w -> v. Digits and other signs stay. Idempotent. */
void spelling_key_append(GString *out, const char *folded, gsize length);
