/* Thesauri in SKOS (W3C), written as RDF/XML, Turtle or N-Triples: bytes -> concepts with their labels. Runs in the
 * caged worker, as extractors do, and by the same rules (extractor.h); but what it gives is no publication. */
#pragma once

#include "document/skos.h"
#include "extractors/extractor.h"

/* Ceilings; past one of them nothing is read of the file (`too-large`). */
#define THESAURUS_MAX_BYTES (512ull * 1024 * 1024) /* raptor holds Turtle twice */
#define THESAURUS_MAX_STATEMENTS 50000000u
#define THESAURUS_MAX_CONCEPTS 500000u
#define THESAURUS_MAX_LABELS 3000000u
/* Longer labels are sentences, and of no use in a query: they are left out, as are those in other languages. */
#define THESAURUS_MAX_LABEL_BYTES 250u

/* Reads the whole input. GPtrArray of SkosConcept* in the order in which they first occur, each with at least one
 * label; owned by the caller. Where the input is no RDF, damaged, too large, or holds no concept, the array is empty
 * and the document has the status and the reason, with the line as detail: a half-read thesaurus is none.
 *
 * Of a concept, SKOS_MAX_LABELS are taken. Labels are skos:prefLabel, altLabel, hiddenLabel, and those of SKOS-XL by
 * their skosxl:literalForm. Left out are concept schemes, collections and concepts that owl:deprecated says are no
 * longer to be used. A qualifier in parentheses at the end of a label, which tells homonyms apart ("mål (språk)"), is
 * taken off. Nothing that the file refers to is fetched or opened. */
GPtrArray *thesaurus_extract(Extraction *extraction);
