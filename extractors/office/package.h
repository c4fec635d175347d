/* Open Packaging Conventions (ECMA-376 Part 2): parts, their media types and their relationships, in a zip file.
 * Knows no document format; Word, Excel and PowerPoint files are all such packages. Part names here have
 * no leading '/'. */
#pragma once

#include "document/document.h"
#include "extractors/extractor.h"

#include <libxml/tree.h>

/* Bytes of one XML part: real slides stay under 5 MB; the tree takes up to ten times as much. */
#define OPC_MAX_PART (24u * 1024 * 1024)
/* Relationships of one part. */
#define OPC_MAX_RELATIONSHIPS 20000u

typedef struct OpcPackage OpcPackage;

typedef struct {
  char *id;
  char *type;   /* last segment of the type's address: "slide", "notesSlide"; the same in transitional and strict */
  char *target; /* part name, resolved; the address as it is where external */
  gboolean external;
} OpcRelationship;

/* NULL and *error (ZIP_ERROR) where it is no zip file, or one whose directory is missing, broken or too large. The
 * input is borrowed until opc_package_free(). */
OpcPackage *opc_package_open(const ExtractorInput *input, GError **error);
void opc_package_free(OpcPackage *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OpcPackage, opc_package_free)

gboolean opc_package_contains(const OpcPackage *package, const char *part);

/* The media type of a part as [Content_Types].xml declares it, or NULL. Borrowed. */
const char *opc_package_media_type(const OpcPackage *package, const char *part);

/* Parts of a media type, in the order of the numbers in their names (slide2 before slide10); free with
 * g_ptr_array_unref(). */
GPtrArray *opc_package_parts_of_type(const OpcPackage *package, const char *const *media_types);

/* Which of `main_part_types` (NULL-terminated) the package has a part of: its index, or -1. */
int opc_package_kind(const OpcPackage *package, const char *const *main_part_types);

/* The main part: by the package's relationships, by its media type, by its usual name. Caller frees. */
char *opc_package_main_part(OpcPackage *package, const char *const *main_part_types, const char *usual);

/* Parts whose names are `prefix`, a number and `suffix`, in the order of the numbers: for packages whose lists are
 * lost. */
GPtrArray *opc_package_numbered_parts(const OpcPackage *package, const char *prefix, const char *suffix);

/* The part's XML, or NULL with *error (ZIP_ERROR). Faults are remembered: see opc_package_is_damaged(). */
xmlDoc *opc_package_xml(OpcPackage *package, const char *part, GError **error);

/* The same for a part that holds no text of the document (layouts): a fault loses nothing and is not remembered,
 * *complete is set to FALSE instead. */
xmlDoc *opc_package_aid_xml(OpcPackage *package, const char *part, gboolean *complete, GError **error);

/* The bytes of a part that is no XML, an embedded file; NULL where they cannot be had. */
GBytes *opc_package_bytes(OpcPackage *package, const char *part, gsize ceiling);

/* OpcRelationship* of a part; "" stands for the package itself. Never NULL; free with g_ptr_array_unref(). */
GPtrArray *opc_package_relationships(OpcPackage *package, const char *part);

/* Lookups in such a list: NULL where there is none, or where it leads out of the package. */
const OpcRelationship *opc_relationship_by_id(const GPtrArray *relationships, const char *id);
const OpcRelationship *opc_relationship_by_type(const GPtrArray *relationships, const char *type);

/* Core properties (ECMA-376 Part 2, 8): title, authors and metadata of the document. */
void opc_package_read_properties(OpcPackage *package, Document *document);

/* Whether members, or ends of parts, were found to be missing so far; whether a ceiling was met. */
gboolean opc_package_is_damaged(const OpcPackage *package);
gboolean opc_package_is_too_large(const OpcPackage *package);
