/* The small files that office programs put beside a document while somebody has it open, named after it: "~$plan.pptx"
 * (162 or 165 bytes: the length of the user's name, the name in a code page, then both in UTF-16) and LibreOffice's
 * ".~lock.plan.odp#" (one line). They look like documents by their names and hold nothing but who that was. */
#include "extractors/extractor.h"
#include "language/messages.h"

#include <string.h>

static const char *const media_types[] = {"application/x-office-lock", NULL};

enum { LONGEST_NAME = 54, WORD_LENGTH = 162, OTHERS_LENGTH = 165, LONGEST_LINE = 4096 };

static gboolean is_owner_file(const ExtractorInput *input) {
  return g_str_has_prefix(input->name, "~$") && (input->size == WORD_LENGTH || input->size == OTHERS_LENGTH) &&
         input->head_length == input->size && input->head[0] <= LONGEST_NAME;
}

static gboolean is_lock_line(const ExtractorInput *input) {
  return g_str_has_prefix(input->name, ".~lock.") && g_str_has_suffix(input->name, "#") &&
         input->size <= LONGEST_LINE && memchr(input->head, ',', input->head_length);
}

static int sniff(const ExtractorInput *input, const char **media_type) {
  if (!is_owner_file(input) && !is_lock_line(input))
    return 0;
  *media_type = media_types[0];
  return 100;
}

static void extract(Extraction *extraction) {
  document_set_status(extraction->document, STATUS_UNSUPPORTED,
                      N_("it only says who has the document of that name open; nothing is missing"), NULL);
}

const Extractor lock_file_extractor = {
    .name = "lock_file",
    .version = 1,
    .media_types = media_types,
    .sniff = sniff,
    .extract = extract,
};
