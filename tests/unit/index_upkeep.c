/* Network file systems by their numbers, room, and what a copy refuses. */
#include "index/check.h"
#include "index/database.h"
#include "index/file_system.h"
#include "index/reader.h"
#include "index/upkeep.h"
#include "index/writer.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void test_networks(void) {
  g_assert_cmpstr(file_system_network_name(0x6969, NULL), ==, "NFS");
  g_assert_cmpstr(file_system_network_name(0x517b, NULL), ==, "SMB");
  g_assert_cmpstr(file_system_network_name(0xff534d42, NULL), ==, "SMB");
  g_assert_cmpstr(file_system_network_name((gint32)0xff534d42, NULL), ==, "SMB"); /* where f_type is signed */
  g_assert_cmpstr(file_system_network_name(0xfe534d42, NULL), ==, "SMB");
  g_assert_cmpstr(file_system_network_name(0x5346414f, NULL), ==, "AFS");
  g_assert_cmpstr(file_system_network_name(0x01021997, NULL), ==, "9P");
  g_assert_cmpstr(file_system_network_name(0x00c36400, NULL), ==, "Ceph");
  g_assert_cmpstr(file_system_network_name(0x65735546, "fuse.sshfs"), ==, "SSHFS");
  g_assert_cmpstr(file_system_network_name(0x65735546, "fuse.glusterfs"), ==, "GlusterFS");
}

/* ext4, btrfs, XFS, tmpfs, overlay, and local ones that a program serves. */
static void test_local(void) {
  static const gint64 numbers[] = {0xef53, 0x9123683e, 0x58465342, 0x01021994, 0x794c7630, 0};
  for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
    g_assert_null(file_system_network_name(numbers[i], NULL));
  g_assert_null(file_system_network_name(0x65735546, "fuseblk"));
  g_assert_null(file_system_network_name(0x65735546, "fuse.gocryptfs"));
  g_assert_null(file_system_network_name(0x65735546, NULL));
  g_assert_null(file_system_network("/dev/shm/no/such/folder/index.db"));
}

static void test_room(void) {
  g_autoptr(GError) error = NULL;
  g_assert_true(upkeep_check_room(g_get_tmp_dir(), 1, &error));
  g_assert_cmpuint(file_system_room("/no/such/folder"), ==, G_MAXUINT64);
  g_assert_false(upkeep_check_room(g_get_tmp_dir(), G_MAXUINT64 - 1, &error));
  g_assert_error(error, UPKEEP_ERROR, UPKEEP_ERROR_ROOM);
  g_assert_nonnull(strstr(error->message, g_get_tmp_dir()));
}

static void remove_index(const char *path) {
  static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
  for (gsize i = 0; i < G_N_ELEMENTS(endings); i++) {
    g_autofree char *file = g_strconcat(path, endings[i], NULL);
    unlink(file);
  }
}

static void count_findings(CheckPart part, const GPtrArray *findings, gpointer data) {
  *(guint *)data += findings->len;
}

/* A check begun while another connection holds the write lock: it neither waits nor is waited for, sees what was
 * committed, and leaves no trace. */
static void test_check_beside_writer(void) {
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "index.db", NULL);
  Writer *writer = writer_open(path, NULL, NULL, &error);
  g_assert_no_error(error);
  Database *database = writer_get_database(writer);
  g_assert_true(database_run(database, "BEGIN IMMEDIATE; INSERT INTO meta VALUES('unfinished', '1')", &error));
  guint findings = 0;
  gint64 began = g_get_monotonic_time();
  g_assert_true(check_run(path, NULL, count_findings, &findings, &error));
  g_assert_cmpint(g_get_monotonic_time() - began, <, 5 * G_USEC_PER_SEC);
  g_assert_cmpuint(findings, ==, 0);
  g_assert_true(database_run(database, "COMMIT", &error));
  g_assert_true(writer_close(writer, &error));
  remove_index(path);
  rmdir(folder);
}

/* What is opened for checking refuses to be written to, though it looks as if it could be. */
static void test_check_writes_nothing(void) {
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "index.db", NULL);
  Writer *writer = writer_open(path, NULL, NULL, &error);
  g_assert_true(writer_close(writer, &error));
  g_autoptr(Database) database = database_open(path, DATABASE_CHECK, &error);
  g_assert_no_error(error);
  g_assert_true(database_begin_check(database, &error));
  gboolean done = database_run(database, "DELETE FROM meta", NULL) && database_run(database, "COMMIT", NULL);
  g_assert_false(done);
  g_clear_pointer(&database, database_close);
  database = database_open(path, DATABASE_READ, NULL);
  g_assert_cmpint(database_get_int(database, "SELECT count(*) FROM meta", 0), >, 0);
  g_clear_pointer(&database, database_close);
  remove_index(path);
  rmdir(folder);
}

/* A copy leaves what is there alone, unless told otherwise, and never replaces the index itself or a folder. */
static void test_copy_refuses(void) {
  g_autofree char *folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "index.db", NULL);
  g_autofree char *copy = g_build_filename(folder, "copy.db", NULL);
  g_autofree char *link = g_build_filename(folder, "link.db", NULL);
  g_autofree char *wal = g_strconcat(copy, "-wal", NULL);
  g_assert_true(writer_close(writer_open(path, NULL, NULL, NULL), NULL));
  g_assert_cmpint(symlink("index.db", link), ==, 0);
  g_assert_true(g_file_set_contents(copy, "mine", -1, NULL));
  const struct {
    const char *target;
    gboolean force;
    UpkeepError code;
  } refused[] = {{copy, FALSE, UPKEEP_ERROR_EXISTS},
                 {path, TRUE, UPKEEP_ERROR_ITSELF},
                 {link, TRUE, UPKEEP_ERROR_ITSELF},
                 {folder, TRUE, UPKEEP_ERROR_EXISTS},
                 {"/no/such/folder/copy.db", FALSE, UPKEEP_ERROR_WRITE}};
  guint64 bytes = 0;
  for (gsize i = 0; i < G_N_ELEMENTS(refused); i++) {
    g_autoptr(GError) error = NULL;
    CopyOptions options = {.force = refused[i].force};
    g_assert_false(upkeep_copy(path, refused[i].target, &options, &bytes, &error));
    g_assert_error(error, UPKEEP_ERROR, (gint)refused[i].code);
  }
  CopyOptions options = {.force = TRUE};
  g_autoptr(GError) error = NULL;
  g_assert_true(g_file_set_contents(wal, "", 0, NULL));
  g_assert_false(upkeep_copy(path, copy, &options, &bytes, &error));
  g_assert_error(error, UPKEEP_ERROR, UPKEEP_ERROR_IN_USE);
  unlink(wal);
  g_assert_true(upkeep_copy(path, copy, &options, &bytes, NULL));
  g_assert_cmpuint(bytes, >, 0);
  unlink(link);
  remove_index(path);
  remove_index(copy);
  g_assert_cmpint(rmdir(folder), ==, 0); /* nothing else was left */
}

/* The flag ends a copy, and nothing of it stays. */
static void test_copy_interrupted(void) {
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("nordsok-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "index.db", NULL);
  g_autofree char *copy = g_build_filename(folder, "copy.db", NULL);
  Writer *writer = writer_open(path, NULL, NULL, &error);
  Database *database = writer_get_database(writer);
  g_assert_true(database_run(database,
                             "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<20000)"
                             " INSERT INTO meta SELECT 'key' || i, 'value' FROM n",
                             &error));
  g_assert_true(writer_close(writer, &error));
  volatile sig_atomic_t interrupted = 1;
  CopyOptions options = {.interrupted = &interrupted};
  guint64 bytes;
  g_assert_false(upkeep_copy(path, copy, &options, &bytes, &error));
  g_assert_error(error, DATABASE_ERROR, DATABASE_ERROR_INTERRUPTED);
  remove_index(path);
  g_assert_cmpint(rmdir(folder), ==, 0);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
#define TEST(name) g_test_add_func("/upkeep/" #name, test_##name)
  TEST(networks);
  TEST(local);
  TEST(room);
  TEST(check_beside_writer);
  TEST(check_writes_nothing);
  TEST(copy_refuses);
  TEST(copy_interrupted);
  return g_test_run();
}
