/* ICU's collator behind collation.h. */
#include "language/collation.h"

#include <string.h>
#include <unicode/ucol.h>

struct Collation {
  UCollator *collator; /* NULL where ICU has none: then the order of the bytes */
};

Collation *collation_new(const char *language) {
  Collation *collation = g_new0(Collation, 1);
  UErrorCode error = U_ZERO_ERROR;
  collation->collator = ucol_open(language ? language : "", &error);
  if (U_FAILURE(error))
    g_clear_pointer(&collation->collator, ucol_close);
  return collation;
}

void collation_free(Collation *collation) {
  if (!collation)
    return;
  if (collation->collator)
    ucol_close(collation->collator);
  g_free(collation);
}

int collation_compare(const Collation *collation, const char *a, const char *b) {
  if (!a || !b)
    return (a == NULL) - (b == NULL);
  UErrorCode error = U_ZERO_ERROR;
  if (!collation->collator)
    return strcmp(a, b);
  UCollationResult result = ucol_strcollUTF8(collation->collator, a, -1, b, -1, &error);
  return result == UCOL_LESS ? -1 : result == UCOL_GREATER;
}
