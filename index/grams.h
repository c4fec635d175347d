/* The FTS5 tokenizer `nordsok_grams`: a folded key -> its groups of GRAM_LENGTH characters, the word's begin and end
 * marked: "plan" -> "^pla", "plan", "lan$". A key too short for one group is one token whole. In a query each string is
 * one gram as it stands. */
#pragma once

#include <glib.h>

struct fts5_api;

#define GRAM_LENGTH 4

/* The grams of "^key$", in order, as GPtrArray of char*; with doubles. */
GPtrArray *grams_of_key(const char *key);

/* The grams of a stretch of text that is no whole word, as it stands (marks and all); none where it is too short. */
GPtrArray *grams_of_stretch(const char *stretch);

/* Registers the tokenizer; an SQLite result code. */
int grams_register(struct fts5_api *api);
