/* The ledger states in which a file offered to nordsok can end, and the reasons that go with them.
 *
 * Every file offered ends in exactly one state (DESIGN: ledger). A state is data, never a GError.
 * A reason is an English sentence marked N_(), stored and sent in English and translated only where it
 * is shown; a detail is free text from a library or the system, shown untranslated after the reason. */
#pragma once

#include <glib.h>

/* The order is part of nothing stored: the index and the wire carry the names. */
typedef enum {
  STATUS_OK,
  STATUS_DUPLICATE,   /* same content as a source that is already there */
  STATUS_UNSUPPORTED, /* no extractor knows the format */
  STATUS_GONE,        /* was indexed once, is no longer there */
  STATUS_PARTIAL,     /* something was read, something was not */
  STATUS_ENCRYPTED,   /* needs a password that was not given */
  STATUS_EMPTY,       /* well-formed, but no text layer */
  STATUS_DAMAGED,     /* nothing could be read from the broken file */
  STATUS_TOO_LARGE,   /* a ceiling was met before anything was read */
  STATUS_TIMED_OUT,
  STATUS_OUT_OF_MEMORY,
  STATUS_CRASHED,    /* the worker died of it */
  STATUS_UNREADABLE, /* could not be opened or read */
} Status;

#define STATUS_COUNT (STATUS_UNREADABLE + 1)

/* The stable lower-case name ("timed-out"), as in the ledger, in JSON and on the wire. Static. */
const char *status_name(Status status);

/* Parses a name made by status_name(). FALSE, and *status untouched, for any other text. */
gboolean status_from_name(const char *name, Status *status);

/* Whether `nordsok failures` lists it and a run that meets it exits 4 (DESIGN: ok, duplicate,
 * unsupported and gone are not failures). */
gboolean status_is_failure(Status status);
