/* Rebuilding a document's units: what a stage uses to split, insert and drop them.
 *
 * Between begin and finish a unit's `ordinal` is an identity, not a place: kept units keep theirs, added ones get a
 * fresh one, and `parent` names such an identity. finish() counts the ordinals anew and follows the parents. */
#pragma once

#include "document/document.h"

typedef struct {
  Document *document;
  GPtrArray *old; /* Unit*, no longer owned by the document: each is kept or dropped, once, by the caller */
  guint next_identity;
} UnitRebuild;

void unit_rebuild_begin(UnitRebuild *rebuild, Document *document);

/* Appends a unit of `old`, or a new one, which gets its identity here. Takes ownership. Returns the unit (borrowed). */
Unit *unit_rebuild_keep(UnitRebuild *rebuild, Unit *unit);
Unit *unit_rebuild_add(UnitRebuild *rebuild, Unit *unit);

/* Frees a unit of `old`; what it was the parent of has none. */
void unit_rebuild_drop(UnitRebuild *rebuild, Unit *unit);

void unit_rebuild_finish(UnitRebuild *rebuild);

/* A unit that continues `from`: same kind, locator, language, quality, parent; no label, heading, text. */
Unit *unit_new_beside(const Unit *from, UnitKind kind);

/* Sets the text to what stands between the two ends of the buffer, trimmed of white space. */
void unit_set_text(Unit *unit, const char *text, gsize length);
