/* What the parent makes of strings that come from a worker. Raw units have not been through the stages, and a worker
 * may send what it likes: no control character may reach the index or a terminal. */
#pragma once

#include "document/document.h"
#include "document/skos.h"

void received_normalise_unit(Unit *unit);
void received_normalise_document(Document *document);
/* Drops the findings that do not fit the finished document: a unit that is not there, a range out of its field or
 * within a code point, no value. To be called when all its units are there. */
void received_check_findings(Document *document);
void received_normalise_concept(SkosConcept *concept);

/* Hides e-mail addresses and telephone numbers in a raw unit. */
void received_hide_contacts(Unit *unit);

/* A string of one line, which may be NULL, in place. */
void received_normalise_line(char **line);

/* Whether `name` is a path below the document that it is said to lie in, fit for the ledger: relative, without empty
 * steps, "." and "..", at most 4,096 bytes. */
gboolean received_is_member_name(const char *name);
