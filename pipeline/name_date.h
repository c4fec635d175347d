/* Dates in the names of files, the last evidence of all: "2014-09-25 Program.pdf", "protokoll_20140925.doc", "Rapport
 * 2019.pdf". */
#pragma once

#include "document/document.h"

/* Gives a document without a date the one that its file's base name tells: a day, a month, or a year between 1980 and
 * this one where nothing else in the name could be one. Its evidence is what the name says; a finding tells that it
 * came from there. Times of files are no dates of documents. */
void name_date_apply(Document *document, const char *name);
