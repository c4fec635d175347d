/* Schemes of themes that users have imported. The index keeps their labels; what comes in later is read with them as it
 * is written, by the parent, since the worker knows the built-in schemes only. Themes are named "NAME:ID", ID being the
 * last part of the concept's URI. */
#pragma once

#include "index/writer.h"
#include "language/themes.h"

typedef struct UserThemes UserThemes;

/* All schemes that the index keeps; NULL where it keeps none. */
UserThemes *user_themes_open(Database *database);
void user_themes_close(UserThemes *themes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UserThemes, user_themes_close)

/* Adds findings to a document that is about to be written; nothing where `themes` is NULL. */
void user_themes_add(UserThemes *themes, Document *document);

/* FALSE where a scheme cannot have the name: it is of the built-in ones, or has other letters than a-z, digits and '-'.
 */
gboolean user_themes_is_name(const char *name);

/* Called after each document; FALSE stops. */
typedef gboolean (*UserThemesFunc)(guint64 done, guint64 total, gpointer data);

/* Keeps a scheme, in place of one of its name, and reads all stored documents with it, in one transaction. `*themes`
 * gets the number of themes. FALSE with *error and nothing changed, G_IO_ERROR_CANCELLED where `func` stopped it. */
gboolean user_themes_import(Writer *writer, const char *name, const GPtrArray *concepts, UserThemesFunc func,
                            gpointer data, guint *themes, GError **error);

/* Takes a scheme out, with its findings; *found tells whether there was one. */
gboolean user_themes_remove(Writer *writer, const char *name, gboolean *found, GError **error);
