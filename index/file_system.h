/* What lies under an index: whether its file system is one of several computers, and what room it has. */
#pragma once

#include <glib.h>

/* The name of the network file system by its number (f_type of statfs(2)) and the type that the system mounted it as
 * ("fuse.sshfs"; may be NULL): "NFS", or NULL where it is a local one, or not known. WAL shares memory between the
 * programs that use an index, which no network does ("Write-Ahead Logging", section 1); locks are not to be relied on
 * there either. */
const char *file_system_network_name(gint64 number, const char *mounted_as);

/* The same for a path, or the nearest folder above it that is there. */
const char *file_system_network(const char *path);

/* Bytes that the user may still write in a folder; G_MAXUINT64 where that is not known. */
guint64 file_system_room(const char *folder);
