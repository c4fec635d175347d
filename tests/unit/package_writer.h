/* Office packages made in memory, part by part, shared by the tests of their readers. */
#pragma once

#include <gsf/gsf.h>
#include <string.h>

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS(list)                                                                                                \
  XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" list "</Relationships>"
#define RELATION(id, type, target) "<Relationship Id=\"" id "\" Type=\"" OFFICE "/" type "\" Target=\"" target "\"/>"

typedef struct {
  const char *name, *content;
  gsize length; /* 0: up to the NUL */
} Part;

#define MAX_PARTS 16

/* A member of a zip or OLE file. */
static inline void add_part(GsfOutfile *zip, const Part *part) {
  g_auto(GStrv) steps = g_strsplit(part->name, "/", -1);
  GsfOutfile *folder = g_object_ref(zip);
  guint i = 0;
  for (; steps[i + 1]; i++) {
    GsfOutfile *next = GSF_OUTFILE(gsf_outfile_new_child(folder, steps[i], TRUE));
    g_object_unref(folder);
    folder = next;
  }
  /* OpenDocument's first member is stored as it is; OLE containers have no such choice. */
  GsfOutput *out = strcmp(part->name, "mimetype") == 0
                       ? gsf_outfile_new_child_full(folder, steps[i], FALSE, "compression-level", 0, NULL)
                       : gsf_outfile_new_child(folder, steps[i], FALSE);
  gsf_output_write(out, part->length ? part->length : strlen(part->content), (const guint8 *)part->content);
  gsf_output_close(out);
  g_object_unref(out);
  g_object_unref(folder);
}

/* Writes the parts and closes both; `file` writes to `memory`. */
static inline GBytes *write_parts(GsfOutput *memory, GsfOutfile *file, const Part *parts) {
  for (guint i = 0; i < MAX_PARTS && parts[i].name; i++)
    add_part(file, &parts[i]);
  gsf_output_close(GSF_OUTPUT(file));
  g_object_unref(file);
  GBytes *bytes = g_bytes_new(gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory)), (gsize)gsf_output_size(memory));
  g_object_unref(memory);
  return bytes;
}

static inline GBytes *zip_parts(const Part *parts) {
  GsfOutput *memory = gsf_output_memory_new();
  return write_parts(memory, gsf_outfile_zip_new(memory, NULL), parts);
}

static inline GBytes *ole_parts(const Part *parts) {
  GsfOutput *memory = gsf_output_memory_new();
  return write_parts(memory, gsf_outfile_msole_new(memory), parts);
}
