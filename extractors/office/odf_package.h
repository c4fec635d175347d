/* OpenDocument packages (ODF 1.3 Part 2): what the manifest says, and the metadata of the document (Part 3, 4.3). */
#pragma once

#include "document/document.h"
#include "extractors/office/odf_xml.h"
#include "extractors/office/zip.h"

/* Bytes of XML of the content, whose tree is kept a page at a time; of styles and other parts. */
#define ODF_MAX_CONTENT (256u * 1024 * 1024)
#define ODF_MAX_PART (24u * 1024 * 1024)

typedef struct {
  char *media_type;   /* of the package, or NULL */
  gboolean encrypted; /* the content is behind a password */
  GPtrArray *macros;  /* char*: members that may be modules of macros */
} OdfManifest;

void odf_manifest_clear(OdfManifest *manifest);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(OdfManifest, odf_manifest_clear)

/* Reads META-INF/manifest.xml; all is NULL and FALSE where it is missing. */
OdfManifest odf_manifest_read(ZipReader *zip);

/* The media type in the member "mimetype" (Part 2, 3.3), without white space at its ends, or NULL. Caller frees. */
char *odf_package_mimetype(ZipReader *zip);

/* A member's XML. NULL where it is missing or unreadable; a fault is not told apart. */
xmlDoc *odf_package_xml(ZipReader *zip, const char *member);

/* Sets title, authors and metadata of the document from office:meta below the root. */
void odf_read_metadata(const xmlNode *root, Document *document);

/* Adds the sources of macros to the document's furniture: they are kept, but no text of the document. */
void odf_read_macros(ZipReader *zip, const OdfManifest *manifest, Document *document);
void odf_read_inline_macros(const xmlNode *root, Document *document);
