#include "extractors/office/ppt_old.h"
gboolean ppt_old_is_95(Bytes stream) {
  return FALSE;
}
void ppt_old_read_95(Extraction *extraction, GsfInfile *container, Bytes stream) {}
void ppt_old_read_4(Extraction *extraction, GsfInfile *container) {}
