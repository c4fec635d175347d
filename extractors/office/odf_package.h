/* OpenDocument packages (ODF 1.3 Part 2): their members, also those behind a password, and what the manifest says of
 * them; and the metadata of the document (Part 3, 4.3). */
#pragma once

#include "document/document.h"
#include "extractors/office/odf_xml.h"
#include "extractors/office/zip.h"

/* Bytes of XML of the content, whose tree is kept a page at a time; of styles and other parts. */
#define ODF_MAX_CONTENT (256u * 1024 * 1024)
#define ODF_MAX_PART (24u * 1024 * 1024)

typedef struct OdfPackage OdfPackage;

/* NULL and *error (ZIP_ERROR) as zip_reader_new() has them. The input is borrowed until odf_package_free(). */
OdfPackage *odf_package_open(const ExtractorInput *input, GError **error);
void odf_package_free(OdfPackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OdfPackage, odf_package_free)

/* The media type in the member "mimetype" (Part 2, 3.3), or of the manifest where that is none of an office document;
 * NULL where neither has one. Borrowed. */
const char *odf_package_media_type(const OdfPackage *package);

/* Whether a media type is that of an office document of OASIS or OpenOffice.org 1.x. May be NULL. */
gboolean odf_is_office_type(const char *media_type);

gboolean odf_package_contains(OdfPackage *package, const char *member);

/* Whether the content is behind a password. */
gboolean odf_package_is_locked(const OdfPackage *package);

/* Whether a password could open it here. */
gboolean odf_package_takes_password(const OdfPackage *package);

/* Tries a password (UTF-8). Where it is the right one, members are read in the clear from now on. */
gboolean odf_package_unlock(OdfPackage *package, const char *password);

/* A member, as zip_reader_read() gives it, and in the clear. */
GBytes *odf_package_read(OdfPackage *package, const char *member, gsize ceiling, gboolean *complete, GError **error);

/* A member's XML. NULL where it is missing or unreadable; a fault is not told apart. */
xmlDoc *odf_package_xml(OdfPackage *package, const char *member);

/* Sets title, authors and metadata of the document from office:meta below the root. */
void odf_read_metadata(const xmlNode *root, Document *document);

/* Adds the sources of macros to the document's furniture: they are kept, but no text of the document. */
void odf_read_macros(OdfPackage *package, Document *document);
void odf_read_inline_macros(const xmlNode *root, Document *document);
