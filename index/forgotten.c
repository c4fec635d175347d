/* Hashes of word sequences, looked up at every word of a text. */
#include "index/forgotten.h"

#include "language/contacts.h"

#include <string.h>

#define LONGEST_GAP 4 /* bytes between two words of a name */
#define SALT_BYTES 16
#define LEAST_DIGITS 7 /* of a telephone number */

typedef struct {
  guint words;
  char *hash;
} Entry;

struct Forgotten {
  char *salt;
  GHashTable *hashes; /* set of char* */
  GArray *added;      /* Entry, of forgotten_add() */
  guint32 sizes;      /* bit n: there are names of n words */
  gboolean numbers;
};

static void entry_clear(gpointer data) {
  g_free(((Entry *)data)->hash);
}

static char *make_salt(void) {
  GString *salt = g_string_new(NULL);
  for (guint i = 0; i < SALT_BYTES / 4; i++)
    g_string_append_printf(salt, "%08x", g_random_int());
  return g_string_free(salt, FALSE);
}

static Forgotten *with_salt(char *salt) {
  Forgotten *forgotten = g_new0(Forgotten, 1);
  forgotten->salt = salt;
  forgotten->hashes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  forgotten->added = g_array_new(FALSE, FALSE, sizeof(Entry));
  g_array_set_clear_func(forgotten->added, entry_clear);
  return forgotten;
}

Forgotten *forgotten_new(void) {
  return with_salt(make_salt());
}

void forgotten_free(Forgotten *forgotten) {
  if (!forgotten)
    return;
  g_free(forgotten->salt);
  g_hash_table_unref(forgotten->hashes);
  g_array_unref(forgotten->added);
  g_free(forgotten);
}

gboolean forgotten_is_empty(const Forgotten *forgotten) {
  return g_hash_table_size(forgotten->hashes) == 0;
}

/* --- words --------------------------------------------------------------------------------------------------- */

typedef struct {
  gsize start, end;
  char *lower;
} Word;

static void word_clear(gpointer data) {
  g_free(((Word *)data)->lower);
}

/* Runs of letters and digits. */
static GArray *words_of(const char *text) {
  GArray *words = g_array_new(FALSE, FALSE, sizeof(Word));
  g_array_set_clear_func(words, word_clear);
  for (const char *p = text; *p;) {
    if (!g_unichar_isalnum(g_utf8_get_char(p))) {
      p = g_utf8_next_char(p);
      continue;
    }
    const char *start = p;
    while (*p && g_unichar_isalnum(g_utf8_get_char(p)))
      p = g_utf8_next_char(p);
    Word word = {(gsize)(start - text), (gsize)(p - text), g_utf8_strdown(start, p - start)};
    g_array_append_val(words, word);
  }
  return words;
}

static Word *word_at(const GArray *words, guint i) {
  return &g_array_index(words, Word, i);
}

static char *hash_of(const Forgotten *forgotten, const char *key) {
  g_autofree char *salted = g_strconcat(forgotten->salt, "\n", key, NULL);
  return g_compute_checksum_for_string(G_CHECKSUM_SHA256, salted, -1);
}

/* The words [from, from + count) with a space between, the last without its genitive s where `base`. */
static char *key_of(const GArray *words, guint from, guint count, gboolean base) {
  GString *key = g_string_new(NULL);
  for (guint i = from; i < from + count; i++)
    g_string_append_printf(key, "%s%s", i > from ? " " : "", word_at(words, i)->lower);
  if (base)
    g_string_truncate(key, key->len - 1);
  return g_string_free(key, FALSE);
}

static gboolean has_key(const Forgotten *forgotten, const GArray *words, guint from, guint count, gboolean base) {
  g_autofree char *key = key_of(words, from, count, base);
  g_autofree char *hash = hash_of(forgotten, key);
  return g_hash_table_contains(forgotten->hashes, hash);
}

/* Whether the words follow each other closely enough to be one name, with no sentence's end between. */
static gboolean hang_together(const char *text, const GArray *words, guint from, guint count) {
  for (guint i = from + 1; i < from + count; i++)
    if (word_at(words, i)->start - word_at(words, i - 1)->end > LONGEST_GAP)
      return FALSE;
  return text != NULL;
}

static gboolean name_at(const Forgotten *forgotten, const char *text, const GArray *words, guint from, guint count) {
  if (from + count > words->len || !hang_together(text, words, from, count))
    return FALSE;
  const char *last = word_at(words, from + count - 1)->lower;
  gsize length = strlen(last);
  return has_key(forgotten, words, from, count, FALSE) ||
         (length > 2 && last[length - 1] == 's' && has_key(forgotten, words, from, count, TRUE));
}

/* --- adding -------------------------------------------------------------------------------------------------- */

static gboolean is_number(const char *what) {
  guint digits = 0;
  for (const char *p = what; *p; p = g_utf8_next_char(p)) {
    if (g_unichar_isalpha(g_utf8_get_char(p)))
      return FALSE;
    digits += g_ascii_isdigit(*p) ? 1 : 0;
  }
  return digits >= LEAST_DIGITS;
}

static const char *const countries[] = {"SE", "NO", "DK"};

/* Keys of a name or address: as given, and with the last word first; of a number: in each country. Caller frees. */
static GPtrArray *keys_of(const char *what, guint *words) {
  GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
  *words = 0;
  if (is_number(what)) {
    for (gsize i = 0; i < G_N_ELEMENTS(countries); i++) {
      g_autofree char *number = contacts_canonical_phone(what, countries[i]);
      if (number)
        g_ptr_array_add(keys, g_strconcat("tel ", number, NULL));
    }
    return keys;
  }
  g_autoptr(GArray) all = words_of(what);
  if (all->len < FORGOTTEN_LEAST_WORDS || all->len > FORGOTTEN_MOST_WORDS)
    return keys;
  *words = all->len;
  g_autofree char *key = key_of(all, 0, all->len, FALSE), *front = key_of(all, 0, all->len - 1, FALSE);
  g_autofree char *back = key_of(all, 1, all->len - 1, FALSE);
  gboolean turned = strchr(what, ',') != NULL; /* "Ek, Anna" */
  g_ptr_array_add(keys, g_strdup(key));
  g_ptr_array_add(keys, turned ? g_strconcat(back, " ", word_at(all, 0)->lower, NULL)
                               : g_strconcat(word_at(all, all->len - 1)->lower, " ", front, NULL));
  return keys;
}

static void remember(Forgotten *forgotten, guint words, const char *hash) {
  g_hash_table_add(forgotten->hashes, g_strdup(hash));
  forgotten->sizes |= words ? 1u << words : 0;
  forgotten->numbers |= words == 0;
}

gboolean forgotten_add(Forgotten *forgotten, const char *what) {
  guint words;
  g_autoptr(GPtrArray) keys = keys_of(what, &words);
  for (guint i = 0; i < keys->len; i++) {
    Entry entry = {words, hash_of(forgotten, keys->pdata[i])};
    remember(forgotten, words, entry.hash);
    g_array_append_val(forgotten->added, entry);
  }
  return keys->len > 0;
}

gboolean forgotten_has(const Forgotten *forgotten, const char *what) {
  guint words;
  g_autoptr(GPtrArray) keys = keys_of(what, &words);
  for (guint i = 0; i < keys->len; i++) {
    g_autofree char *hash = hash_of(forgotten, keys->pdata[i]);
    if (g_hash_table_contains(forgotten->hashes, hash))
      return TRUE;
  }
  return FALSE;
}

/* --- finding ------------------------------------------------------------------------------------------------- */

typedef void (*SpanFunc)(gsize start, gsize end, gpointer data);

static gboolean each_name(const Forgotten *forgotten, const char *text, SpanFunc func, gpointer data) {
  g_autoptr(GArray) words = words_of(text);
  gboolean any = FALSE;
  for (guint i = 0; i < words->len; i++)
    for (guint count = FORGOTTEN_LEAST_WORDS; count <= FORGOTTEN_MOST_WORDS; count++)
      if ((forgotten->sizes & (1u << count)) && name_at(forgotten, text, words, i, count)) {
        func(word_at(words, i)->start, word_at(words, i + count - 1)->end, data);
        any = TRUE;
      }
  return any;
}

static gboolean is_forgotten_number(const Forgotten *forgotten, const char *number) {
  for (gsize i = 0; i < G_N_ELEMENTS(countries); i++) {
    g_autofree char *canonical = contacts_canonical_phone(number, countries[i]);
    g_autofree char *key = canonical ? g_strconcat("tel ", canonical, NULL) : NULL;
    g_autofree char *hash = key ? hash_of(forgotten, key) : NULL;
    if (hash && g_hash_table_contains(forgotten->hashes, hash))
      return TRUE;
  }
  return FALSE;
}

static gboolean each_number(const Forgotten *forgotten, const char *text, SpanFunc func, gpointer data) {
  g_autoptr(GArray) contacts = g_array_new(FALSE, FALSE, sizeof(Contact));
  gboolean any = FALSE;
  if (!forgotten->numbers)
    return FALSE;
  contacts_find(text, strlen(text), contacts);
  for (guint i = 0; i < contacts->len; i++) {
    const Contact *contact = &g_array_index(contacts, Contact, i);
    g_autofree char *number = g_strndup(text + contact->start, contact->end - contact->start);
    if (contact->kind != CONTACT_PHONE || !is_forgotten_number(forgotten, number))
      continue;
    func(contact->start, contact->end, data);
    any = TRUE;
  }
  return any;
}

static void ignore_span(gsize start, gsize end, gpointer data) {
  (void)start, (void)end, (void)data;
}

gboolean forgotten_is_in(const Forgotten *forgotten, const char *text) {
  return text && !forgotten_is_empty(forgotten) && g_utf8_validate(text, -1, NULL) &&
         (each_name(forgotten, text, ignore_span, NULL) || each_number(forgotten, text, ignore_span, NULL));
}

/* Asterisks for the letters and digits, a byte for a byte. */
static void hide_span(gsize start, gsize end, gpointer data) {
  char *text = data;
  for (gsize i = start; i < end; i++)
    if (g_ascii_isalnum(text[i]) || (guint8)text[i] >= 0x80)
      text[i] = '*';
}

char *forgotten_mask(const Forgotten *forgotten, const char *text) {
  if (!forgotten_is_in(forgotten, text))
    return NULL;
  char *masked = g_strdup(text);
  each_name(forgotten, text, hide_span, masked);
  each_number(forgotten, text, hide_span, masked);
  return masked;
}

/* --- documents ----------------------------------------------------------------------------------------------- */

static void hide(const Forgotten *forgotten, char **text) {
  char *masked = forgotten_mask(forgotten, *text);
  if (!masked)
    return;
  g_free(*text);
  *text = masked;
}

static void hide_metadata(const Forgotten *forgotten, GHashTable *metadata) {
  g_autoptr(GList) keys = g_hash_table_get_keys(metadata);
  for (GList *key = keys; key; key = key->next) {
    char *masked = forgotten_mask(forgotten, g_hash_table_lookup(metadata, key->data));
    if (masked)
      g_hash_table_insert(metadata, g_strdup(key->data), masked);
  }
}

static void hide_unit(const Forgotten *forgotten, Unit *unit) {
  hide(forgotten, &unit->heading);
  hide(forgotten, &unit->text);
  hide(forgotten, &unit->label);
  hide(forgotten, &unit->locator.anchor);
}

static void hide_findings(const Forgotten *forgotten, GPtrArray *findings) {
  for (guint i = findings->len; i-- > 0;) {
    Finding *finding = findings->pdata[i];
    gboolean person = finding->kind == FINDING_PERSON && forgotten_is_in(forgotten, finding->value);
    if (person)
      g_ptr_array_remove_index(findings, i);
    else
      hide(forgotten, &finding->value);
  }
}

void forgotten_hide(const Forgotten *forgotten, Document *document) {
  if (forgotten_is_empty(forgotten))
    return;
  hide(forgotten, &document->title);
  hide(forgotten, &document->organiser);
  hide(forgotten, &document->place);
  hide(forgotten, &document->url);
  hide(forgotten, &document->date_evidence);
  hide(forgotten, &document->detail);
  hide_metadata(forgotten, document->metadata);
  for (guint i = document->authors->len; i-- > 0;)
    if (forgotten_is_in(forgotten, document->authors->pdata[i]))
      g_ptr_array_remove_index(document->authors, i);
  for (guint i = 0; i < document->furniture->len; i++)
    hide(forgotten, &((Furniture *)document->furniture->pdata[i])->text);
  for (guint i = 0; i < document->units->len; i++)
    hide_unit(forgotten, document->units->pdata[i]);
  hide_findings(forgotten, document->findings);
}

/* --- the table ----------------------------------------------------------------------------------------------- */

static char *stored_salt(Database *database) {
  Statement *get = database_prepare(database, "SELECT value FROM meta WHERE key='forget_salt'", NULL);
  char *salt = get && statement_step(get, NULL) == STEP_ROW ? g_strdup(statement_text(get, 0)) : NULL;
  if (get)
    statement_reset(get);
  return salt;
}

Forgotten *forgotten_load(Database *database, GError **error) {
  char *salt = stored_salt(database);
  g_autoptr(Forgotten) forgotten = with_salt(salt ? salt : make_salt());
  Statement *all = database_prepare(database, "SELECT words, hash FROM forgotten", error);
  Step step = STEP_ERROR;
  while (all && (step = statement_step(all, error)) == STEP_ROW)
    remember(forgotten, (guint)CLAMP(statement_int(all, 0), 0, FORGOTTEN_MOST_WORDS), statement_text(all, 1));
  return step == STEP_DONE ? g_steal_pointer(&forgotten) : NULL;
}

gboolean forgotten_store(const Forgotten *forgotten, Database *database, guint documents, guint places,
                         GError **error) {
  Statement *salt =
      database_prepare(database, "INSERT OR IGNORE INTO meta(key, value) VALUES('forget_salt', ?1)", error);
  if (!salt)
    return FALSE;
  statement_bind_text(salt, 1, forgotten->salt, -1);
  gboolean done = statement_execute(salt, error);
  gint64 request = database_get_int(database, "SELECT coalesce(max(request), 0) + 1 FROM forgotten", 1);
  for (guint i = 0; done && i < forgotten->added->len; i++) {
    const Entry *entry = &g_array_index(forgotten->added, Entry, i);
    Statement *put = database_prepare(database,
                                      "INSERT INTO forgotten(request, words, hash, forgotten_at, documents, places)"
                                      " VALUES(?1,?2,?3,strftime('%Y-%m-%dT%H:%M:%SZ','now'),?4,?5)",
                                      error);
    if (!put)
      return FALSE;
    statement_bind_int(put, 1, request);
    statement_bind_int(put, 2, entry->words);
    statement_bind_text(put, 3, entry->hash, -1);
    statement_bind_int(put, 4, documents);
    statement_bind_int(put, 5, places);
    done = statement_execute(put, error);
  }
  return done;
}

gboolean forgotten_each(Database *database, TombstoneFunc func, gpointer data, GError **error) {
  Statement *all = database_prepare(database,
                                    "SELECT min(forgotten_at), max(words), max(documents), max(places) FROM forgotten"
                                    " GROUP BY request ORDER BY request",
                                    error);
  Step step = STEP_ERROR;
  while (all && (step = statement_step(all, error)) == STEP_ROW) {
    Tombstone tombstone = {statement_text(all, 0), (guint)statement_int(all, 1), (guint)statement_int(all, 2),
                           (guint)statement_int(all, 3)};
    func(&tombstone, data);
  }
  return step == STEP_DONE;
}
