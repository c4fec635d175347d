/* E-mail addresses and telephone numbers of people, to be hidden where they may not be shown (personal data).
 *
 * Addresses: RFC 5322's dot-atom in practice, letters of any script, and the spellings "namn (at) kommun.se",
 * "namn[at]kommun.se". Numbers: with a country code; Swedish ones, that begin with 0 and are parted after the area
 * code; eight digits in the groups in which Norwegian and Danish ones are written, where nothing says that they count
 * or cost something; and any eight to twelve digits behind a word that says telephone. Numbers of cases, organisations,
 * books, dates, prices and coordinates are none. */
#pragma once

#include <glib.h>

typedef enum { CONTACT_MAIL, CONTACT_PHONE } ContactKind;

typedef struct {
  gsize start, end; /* bytes [start, end) of the text */
  ContactKind kind;
} Contact;

/* Appends what is found in valid UTF-8 to `contacts` (GArray of Contact), in order, not overlapping. Linear time. */
void contacts_find(const char *text, gsize length, GArray *contacts);

/* The text with "[e-post dold]", "[telefon skjult]" in the place of what is found, in the language of `language` (sv,
 * nb, nn, da; else English). NULL where nothing is found. Caller frees. */
char *contacts_mask(const char *text, const char *language);

/* The same in place: *text, which may be NULL, is replaced where something is found in it. */
void contacts_hide(char **text, const char *language);

/* The digits of a telephone number in international form ("+4684527860"), or NULL where `text` is no number. A number
 * without country code gets that of `country` ("SE", "NO", "DK"). Caller frees. */
char *contacts_canonical_phone(const char *text, const char *country);
