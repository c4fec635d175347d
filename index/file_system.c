/* File systems by their numbers. */
#include "index/file_system.h"

#include <gio/gunixmounts.h>
#include <string.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>

#define FUSE_NUMBER 0x65735546

/* <linux/magic.h>, and statfs(2) for those that are not in it. Those of a cluster share memory no more than others. */
static const struct {
  guint32 number;
  const char *name;
} networks[] = {
    {0x6969, "NFS"},      {0x517b, "SMB"},       {0xff534d42, "SMB"},    {0xfe534d42, "SMB"},    {0x564c, "NCP"},
    {0x5346414f, "AFS"},  {0x6b414653, "AFS"},   {0x73757245, "Coda"},   {0x01021997, "9P"},     {0x00c36400, "Ceph"},
    {0x01161970, "GFS2"}, {0x7461636f, "OCFS2"}, {0x0bd00bd0, "Lustre"}, {0x19830326, "BeeGFS"},
};

/* Of what a program serves (FUSE), the type tells which; local ones (ntfs-3g, gocryptfs) are as good as any. */
static const struct {
  const char *type, *name;
} served[] = {
    {"sshfs", "SSHFS"},         {"rclone", "rclone"}, {"davfs", "WebDAV"},    {"davfs2", "WebDAV"},
    {"glusterfs", "GlusterFS"}, {"s3fs", "S3"},       {"gvfsd-fuse", "GVfs"}, {"ceph", "Ceph"},
    {"curlftpfs", "FTP"},       {"smbnetfs", "SMB"},  {"nfs", "NFS"},
};

const char *file_system_network_name(gint64 number, const char *mounted_as) {
  /* f_type is signed on some machines: the numbers are of 32 bits. */
  guint32 wanted = (guint32)number;
  for (gsize i = 0; i < G_N_ELEMENTS(networks); i++)
    if (networks[i].number == wanted)
      return networks[i].name;
  if (wanted != FUSE_NUMBER || !mounted_as)
    return NULL;
  const char *type = g_str_has_prefix(mounted_as, "fuse.") ? mounted_as + strlen("fuse.") : mounted_as;
  for (gsize i = 0; i < G_N_ELEMENTS(served); i++)
    if (strcmp(served[i].type, type) == 0)
      return served[i].name;
  return NULL;
}

const char *file_system_network(const char *path) {
  g_autofree char *place = g_canonicalize_filename(path, NULL);
  struct statfs about;
  while (statfs(place, &about) != 0) {
    if (strcmp(place, "/") == 0)
      return NULL;
    char *above = g_path_get_dirname(place);
    g_free(place);
    place = above;
  }
  if ((guint32)about.f_type != FUSE_NUMBER)
    return file_system_network_name(about.f_type, NULL);
  GUnixMountEntry *mount = g_unix_mount_for(place, NULL);
  const char *name = file_system_network_name(about.f_type, mount ? g_unix_mount_get_fs_type(mount) : NULL);
  g_clear_pointer(&mount, g_unix_mount_free);
  return name;
}

guint64 file_system_room(const char *folder) {
  struct statvfs about;
  if (statvfs(folder, &about) != 0)
    return G_MAXUINT64;
  return (guint64)about.f_bavail * about.f_frsize;
}
