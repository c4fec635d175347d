/* Files beside a document that its worker asks for. The worker may have been taken over: nothing but a regular file in
 * the document's own folder or companion folder (companion.h) is opened, and no symbolic link is followed. */
#pragma once

/* Opens `name`, NAME or COMPANION/NAME, beside the document of the base name `document` in the folder of that path.
 * Gives a descriptor for reading, which the caller closes, or -1. */
int sibling_open(const char *folder_path, const char *document, const char *name);
