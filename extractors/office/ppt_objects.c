#include "extractors/office/ppt_objects.h"
struct PptObjects {
  int x;
};
PptObjects *ppt_objects_new(PptFile *file, const PptDocument *document) {
  return g_new0(PptObjects, 1);
}
void ppt_objects_free(PptObjects *objects) {
  g_free(objects);
}
char *ppt_objects_show(PptObjects *objects, guint32 reference) {
  return NULL;
}
gboolean ppt_objects_add(PptObjects *objects, Extraction *extraction, const Unit *slide) {
  return TRUE;
}
guint ppt_objects_unread(const PptObjects *objects) {
  return 0;
}
