/* What a language's lexicon says of a word: its lemmas, and the parts that a compound can be put together of.
 *
 * The lexica are apertium's compiled morphological analysers, read where Debian installs them (transducer.h); they are
 * optional. Without one, lexicon_has() is FALSE and the analyser stems with Snowball (DESIGN: Analysis). Which file
 * serves which language: nb and nn from apertium-nno-nob (the Norwegian of other packages is cut to fit the other
 * language: LANGUAGE.md; it serves where that package is missing), sv from apertium-swe-nor and then apertium-swe-dan,
 * da from apertium-dan-nor and then apertium-swe-dan; the first that knows a word answers. The folder is
 * /usr/share/apertium, or what the environment variable NORDSOK_LEXICA names (for tests). */
#pragma once

#include <glib.h>

typedef struct {
  const char *package; /* Debian package */
  const char *purpose; /* msgid: what it would help with */
  const char *file;    /* a file that is there when the package is, below the lexicon folder */
} LexiconPackage;

/* All packages of use, ended by one with package NULL. Static. */
const LexiconPackage *lexicon_packages(void);

gboolean lexicon_is_installed(const LexiconPackage *package);

/* The opened lexica. Files are mapped when a language is first asked for; a damaged one counts as missing, with one
 * g_warning(). One thread at a time. */
typedef struct Lexicon Lexicon;

Lexicon *lexicon_new(void);
void lexicon_free(Lexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lexicon, lexicon_free)

/* Whether there is a lexicon for the language ("sv", "nb", "nn", "da"). */
gboolean lexicon_has(Lexicon *lexicon, const char *language);

/* Names all lexicon files of one language with their sizes and checksums (CRC-32), for the analyser's fingerprint;
 * "" where there are none. Caller frees. */
char *lexicon_fingerprint(Lexicon *lexicon, const char *language);

/* Frees the strings that were handed out, if they are many: no Lemma or CompoundPart may be held. To be called now and
 * then where texts without end are analysed. */
void lexicon_forget(Lexicon *lexicon);

#define LEXICON_MAX_LEMMAS 6
#define LEXICON_MAX_PARTS 8

/* One lemma of a word. Strings belong to the Lexicon and stay until lexicon_forget() or its end (they are interned). */
typedef struct {
  const char *text;     /* dictionary form, NFC, without homograph marks; case as in the dictionary */
  const char *category; /* first tag of the reading: "n", "vblex", "adj", "np", "adv", "pr" ... */
  const char *tags;     /* all tags of that reading as the file writes them: "<n><f><sg><ind>" */
} Lemma;

/* The distinct lemmas (text and category) of the word as a whole dictionary word or a compound that the lexicon itself
 * can build (then the lemma is the whole compound with its last part in dictionary form: "klimatnätverken" ->
 * "klimatnätverk"). `word` is one token in lower-case NFC (fold_lower_append()), or as it stands in the text where
 * names matter; a lower-case word is found as a name only if it is nothing else ("malmö" -> "Malmö"). Likeliest first:
 * adjectives, verbs, nouns, indefinite genitives, function words; imperatives are told only of words that are nothing
 * else (every noun like "samarbeid" looks like one). Compounds only for words that are no dictionary words: by the
 * dictionaries' own grammar, fewest parts, then nouns; else as compound_split() has it. Returns how many of `lemmas`
 * were filled; 0 for a word that the lexicon does not know. */
guint lexicon_find_lemmas(Lexicon *lexicon, const char *language, const char *word, gsize length,
                          Lemma lemmas[LEXICON_MAX_LEMMAS]);

/* Whether the lexicon knows the word, whole or as a compound by its own grammar. Stricter than lexicon_find_lemmas(),
 * which also takes compounds by compound.h: for whoever must tell a word from what is none (line-end hyphens). */
gboolean lexicon_knows(Lexicon *lexicon, const char *language, const char *word, gsize length);

/* Stricter still: whether it is a word of the dictionary itself. Grammars build words that nobody writes (tod+isk). */
gboolean lexicon_knows_whole(Lexicon *lexicon, const char *language, const char *word, gsize length);
