/* Locked packages: keys from passwords, the bytes in the clear, and what is hostile. */
#include "extractors/cleanup.h"
#include "extractors/office/encryption_package.h"
#include "tests/unit/encrypted_package_writer.h"

#include <string.h>

#define TYPES                                                                                                          \
  {                                                                                                                    \
    "[Content_Types].xml",                                                                                             \
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override "                     \
        "PartName=\"/ppt/presentation.xml\" "                                                                          \
        "ContentType=\"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml\"/></Types>" \
  }
#define NAMESPACES                                                                                                     \
  " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"" OFFICE "\""                          \
  " xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\""

/* A slide long enough for several segments. */
static GBytes *deck(void) {
  g_autoptr(GString) slide = g_string_new("<p:sld" NAMESPACES "><p:cSld><p:spTree><p:sp><p:txBody>");
  g_autoptr(GRand) random = g_rand_new_with_seed(1);
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf(slide, "<a:p><a:r><a:t>%08x</a:t></a:r></a:p>", g_rand_int(random));
  g_string_append(slide, "<a:p><a:r><a:t>Sist</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>");
  const Part parts[MAX_PARTS] = {TYPES,
                                 {"_rels/.rels", RELATIONS(RELATION("a", "officeDocument", "ppt/presentation.xml"))},
                                 {"ppt/presentation.xml",
                                  "<p:presentation" NAMESPACES
                                  "><p:sldIdLst><p:sldId r:id=\"a\"/></p:sldIdLst></p:presentation>"},
                                 {"ppt/_rels/presentation.xml.rels", RELATIONS(RELATION("a", "slide", "s.xml"))},
                                 {"ppt/s.xml", slide->str}};
  return zip_parts(parts);
}

/* Hands out the passwords in the NULL-terminated list. */
static char *ask_password(gpointer data, guint attempt) {
  const char *const *passwords = data;
  return g_strdup(passwords[attempt]);
}

static Document *extract(GBytes *bytes, const char *const *passwords) {
  ExtractorInput input;
  extractor_input_init_bytes(&input, bytes, "plan.pptx");
  Document *document = document_new();
  ExtractionHost host = {.ask_password = ask_password};
  Extraction extraction = {
      .input = &input, .document = document, .host = &host, .host_data = (gpointer)(guintptr)passwords};
  extraction_run(&extraction);
  extractor_input_clear(&input);
  return document;
}

static void test_agile(void) {
  static const struct {
    const char *password, *given[4];
    Status status;
  } cases[] = {
      {"sommar", {"fel", "sommar", NULL}, STATUS_OK},
      {"sommar", {"fel", "Sommar", NULL}, STATUS_ENCRYPTED},
      {"sommar", {NULL}, STATUS_ENCRYPTED},
      {"VelvetSweatshop", {NULL}, STATUS_OK},
  };
  g_autoptr(GBytes) plain = deck();
  g_assert_cmpuint(g_bytes_get_size(plain), >, 3 * 4096);
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GBytes) locked = lock_agile(plain, cases[i].password, 1000);
    g_autoptr(Document) document = extract(locked, cases[i].given);
    g_assert_cmpint(document->status, ==, cases[i].status);
    g_assert_cmpstr(document->extractor, ==, "pptx");
    g_assert_cmpint(document->reason != NULL, ==, cases[i].status != STATUS_OK);
    g_assert_cmpuint(document->units->len, ==, cases[i].status == STATUS_OK);
    if (cases[i].status == STATUS_OK)
      g_assert_true(g_str_has_suffix(((const Unit *)document->units->pdata[0])->text, "Sist"));
  }
}

/* A verifier that Microsoft Office made, as the documentation of msoffcrypto-tool publishes it. */
static void test_office_agile(void) {
  static const char info[] =
      "\4\0\4\0\x40\0\0\0<encryption xmlns=\"http://schemas.microsoft.com/office/2006/encryption\"><keyData "
      "blockSize=\"16\" "
      "keyBits=\"256\" cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"SHA512\" "
      "saltValue=\"y8ocmZND+62SB1Y0FQA0sA==\"/><keyEncryptors><keyEncryptor><p:encryptedKey "
      "xmlns:p=\"http://schemas.microsoft.com/office/2006/keyEncryptor/password\" spinCount=\"100000\" "
      "blockSize=\"16\" "
      "keyBits=\"256\" cipherAlgorithm=\"AES\" cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"SHA512\" "
      "saltValue=\"y8ocmZND+62SB1Y0FQA0sA==\" encryptedVerifierHashInput=\"Oe6lTiblFHmMKEvHcU04rA==\" "
      "encryptedVerifierHashValue=\"@VALUE@\" encryptedKeyValue=\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"/>"
      "</keyEncryptor></keyEncryptors></encryption>";
  static const guint8 value[64] = "\x14\x37\x6d\x6d\x81\x73\x34\xe6\xb0\xff\x4f\xd8\x22\x1a\x7c\x67\x8e\x5d\x8a\x78\x4e"
                                  "\x8f\x99\x9f\x4c\x18\x89\x30\xc3"
                                  "\x6a\x4b\x29\xc5\xb3\x33\x60\x5b\x5c\xd4\x03\xb0\x50\x03\xad\xcf\x18\xcc\xa8\xcb\xab"
                                  "\x8d\xeb\xe3\x73\xc6\x56\x04\xa0"
                                  "\xbe\xcf\xae\x5c\x0a\xd0";
  g_autofree char *encoded = g_base64_encode(value, sizeof value);
  g_auto(GStrv) halves = g_strsplit(info + 8, "@VALUE@", 2);
  g_autofree char *xml = g_strconcat("........", halves[0], encoded, halves[1], NULL);
  gsize length = strlen(xml);
  memcpy(xml, info, 8);
  EncryptionInfo parsed;
  EncryptionKey key;
  g_assert_true(encryption_info_parse((const guint8 *)xml, length, &parsed));
  g_assert_true(encryption_package_unlock(&parsed, "Password1234_", &key));
  g_assert_false(encryption_package_unlock(&parsed, "Password1234", &key));
}

/* The binary form with AES-128: what is made here by 2.3.4.7 to 2.3.4.9, one round at a time, is opened again. */
static void standard_key(const char *password, guint8 out[16]) {
  struct sha1_ctx context;
  guint8 digest[20], wide[64] = {0}, filled[64];
  for (gsize i = 0; password[i]; i++)
    wide[2 * i] = (guint8)password[i];
  sha1_init(&context);
  sha1_update(&context, 16, test_salt);
  sha1_update(&context, 2 * strlen(password), wide);
  sha1_digest(&context, 20, digest);
  for (guint32 i = 0; i <= 50000; i++) {
    guint32 number = GUINT32_TO_LE(i);
    if (i < 50000) {
      sha1_update(&context, 4, (const guint8 *)&number);
      sha1_update(&context, 20, digest);
    } else {
      sha1_update(&context, 20, digest);
      sha1_update(&context, 4, (const guint8 *)"\0\0\0\0");
    }
    sha1_digest(&context, 20, digest);
  }
  for (guint i = 0; i < sizeof filled; i++)
    filled[i] = 0x36 ^ (i < 20 ? digest[i] : 0);
  sha1_update(&context, sizeof filled, filled);
  sha1_digest(&context, 20, digest);
  memcpy(out, digest, 16);
}

static void test_standard(void) {
  guint8 info[12 + 32 + 72] = {4, 0, 2, 0, 0x24, 0, 0, 0, 32}, key[16], verifier[16] = "verifier, sexton",
                        hash[32] = {0};
  guint8 *header = info + 12, *tail = info + 44;
  struct aes128_ctx aes;
  struct sha1_ctx sha;
  header[0] = 0x24;                      /* CryptoAPI, AES */
  memcpy(header + 8, "\x0E\x66\0\0", 4); /* AES-128 */
  memcpy(tail, "\x10\0\0\0", 4);         /* length of the salt */
  memcpy(tail + 4, test_salt, 16);
  standard_key("vinter", key);
  aes128_set_encrypt_key(&aes, key);
  aes128_encrypt(&aes, 16, tail + 20, verifier);
  sha1_init(&sha);
  sha1_update(&sha, 16, verifier);
  sha1_digest(&sha, 20, hash);
  aes128_encrypt(&aes, 32, tail + 40, hash);
  g_autoptr(GBytes) plain = deck();
  gsize length = g_bytes_get_size(plain), padded = (length + 15) / 16 * 16;
  g_autofree guint8 *stream = g_malloc0(8 + padded);
  guint64 declared = GUINT64_TO_LE((guint64)length);
  memcpy(stream, &declared, 8);
  memcpy(stream + 8, g_bytes_get_data(plain, NULL), length);
  aes128_encrypt(&aes, padded, stream + 8, stream + 8);
  const Part parts[MAX_PARTS] = {{"EncryptionInfo", (const char *)info, sizeof info},
                                 {"EncryptedPackage", (const char *)stream, 8 + padded}};
  g_autoptr(GBytes) locked = ole_parts(parts);
  g_autoptr(Document) opened = extract(locked, (const char *const[]){"sommar", "vinter", NULL});
  g_assert_cmpint(opened->status, ==, STATUS_OK);
  g_assert_cmpuint(opened->units->len, ==, 1);
  g_autoptr(Document) shut = extract(locked, (const char *const[]){"sommar", NULL});
  g_assert_cmpint(shut->status, ==, STATUS_ENCRYPTED);
}

/* --- hostile ---------------------------------------------------------------------------------- */

static void test_descriptions_refused(void) {
  static const char *const changes[][2] = {{"spinCount=\"1000\"", "spinCount=\"10000001\""},
                                           {"spinCount=\"1000\"", "spinCount=\"-1\""},
                                           {"keyBits=\"256\"", "keyBits=\"40\""},
                                           {"cipherAlgorithm=\"AES\"", "cipherAlgorithm=\"RC2\""},
                                           {"blockSize=\"16\"", "blockSize=\"0\""},
                                           {"hashAlgorithm=\"SHA512\"", "hashAlgorithm=\"WHIRLPOOL\""},
                                           {"ChainingModeCBC", "ChainingModeECB"},
                                           {"saltValue=\"", "saltValue=\"\" x=\""},
                                           {"encryptedKeyValue=\"", "encryptedKeyValue=\"AAAA\" x=\""}};
  g_autofree char *description = agile_info("x", 1000);
  for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
    g_auto(GStrv) parts = g_strsplit(description, changes[i][0], -1);
    g_autofree char *changed = g_strjoinv(changes[i][1], parts);
    g_autofree char *info = g_strconcat("\4.\4.....", changed, NULL);
    gsize length = strlen(info);
    info[1] = info[3] = 0;
    EncryptionInfo parsed;
    EncryptionKey key;
    if (encryption_info_parse((const guint8 *)info, length, &parsed))
      g_assert_false(encryption_package_unlock(&parsed, "x", &key));
  }
}

/* The stream of the package breaks off, or says another length. */
static void test_lengths(void) {
  g_autofree char *description = agile_info("x", 1);
  g_autofree char *info = g_strconcat("\4.\4.....", description, NULL);
  gsize length = strlen(info);
  info[1] = info[3] = 0;
  EncryptionInfo parsed;
  EncryptionKey key;
  g_assert_true(encryption_info_parse((const guint8 *)info, length, &parsed));
  g_assert_true(encryption_package_unlock(&parsed, "x", &key));
  g_autofree char *content = g_strnfill(10000, 'a');
  g_autoptr(GBytes) plain = g_bytes_new(content, 10000);
  g_autoptr(GByteArray) stream = agile_package(plain);
  static const struct {
    guint kept, declared, expected;
  } cases[] = {{10008 + 8, 10000, 10000},
               {10008, 10000, 10000},
               {5000, 10000, 4992},
               {10016, 5, 5},
               {8, 10000, 0},
               {3, 10000, 0},
               {10016, 0, 0},
               {10016, 4294967295, 10000}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree guint8 *copy = g_memdup2(stream->data, stream->len);
    guint32 declared = GUINT32_TO_LE(cases[i].declared);
    memcpy(copy, &declared, 4);
    g_autoptr(GsfInput) input = gsf_input_memory_new(copy, MIN(cases[i].kept, stream->len), FALSE);
    g_autoptr(GBytes) found = encryption_package_decrypt(&parsed, &key, input, 100000);
    gsize got = found ? g_bytes_get_size(found) : 0;
    g_assert_cmpuint(got, <=, cases[i].expected + 16);
    g_assert_cmpuint(got + 16, >=, cases[i].expected);
    g_assert_true(got == 0 || memcmp(g_bytes_get_data(found, NULL), content, MIN(got, cases[i].expected)) == 0);
  }
  g_autoptr(GsfInput) input = gsf_input_memory_new(stream->data, stream->len, FALSE);
  g_assert_null(encryption_package_decrypt(&parsed, &key, input, 9999));
}

static void test_bytes_changed(void) {
  g_autoptr(GBytes) plain = deck();
  g_autoptr(GBytes) locked = lock_agile(plain, "x", 10);
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  gsize length;
  const guint8 *data = g_bytes_get_data(locked, &length);
  for (guint round = 0; round < 200; round++) {
    g_autofree guint8 *copy = g_memdup2(data, length);
    for (guint i = 0; i < 4; i++)
      copy[g_rand_int_range(random, 512, (gint32)length)] = (guint8)g_rand_int_range(random, 0, 256);
    g_autoptr(GBytes) changed = g_bytes_new_take(g_steal_pointer(&copy), length);
    g_autoptr(Document) document = extract(changed, (const char *const[]){"x", NULL});
    g_assert_true(document->status == STATUS_OK || document->reason);
  }
}

int main(int argc, char **argv) {
  gsf_init();
  g_test_init(&argc, &argv, NULL);
  g_test_set_nonfatal_assertions();
  g_test_add_func("/extractors/encryption/agile", test_agile);
  g_test_add_func("/extractors/encryption/office-agile", test_office_agile);
  g_test_add_func("/extractors/encryption/standard", test_standard);
  g_test_add_func("/extractors/encryption/descriptions-refused", test_descriptions_refused);
  g_test_add_func("/extractors/encryption/lengths", test_lengths);
  g_test_add_func("/extractors/encryption/bytes-changed", test_bytes_changed);
  int result = g_test_run();
  gsf_shutdown();
  return result;
}
