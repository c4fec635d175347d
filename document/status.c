/* Names of the ledger states. */
#include "document/status.h"

static const char *const names[STATUS_COUNT] = {
    [STATUS_OK] = "ok",
    [STATUS_DUPLICATE] = "duplicate",
    [STATUS_UNSUPPORTED] = "unsupported",
    [STATUS_GONE] = "gone",
    [STATUS_PARTIAL] = "partial",
    [STATUS_ENCRYPTED] = "encrypted",
    [STATUS_EMPTY] = "empty",
    [STATUS_DAMAGED] = "damaged",
    [STATUS_TOO_LARGE] = "too-large",
    [STATUS_TIMED_OUT] = "timed-out",
    [STATUS_OUT_OF_MEMORY] = "out-of-memory",
    [STATUS_CRASHED] = "crashed",
    [STATUS_UNREADABLE] = "unreadable",
};

const char *status_name(Status status) {
  g_return_val_if_fail((guint)status < STATUS_COUNT, "crashed");
  return names[status];
}

gboolean status_from_name(const char *name, Status *status) {
  for (guint i = 0; i < STATUS_COUNT; i++)
    if (g_strcmp0(name, names[i]) == 0) {
      *status = (Status)i;
      return TRUE;
    }
  return FALSE;
}

gboolean status_is_failure(Status status) {
  return status != STATUS_OK && status != STATUS_DUPLICATE && status != STATUS_UNSUPPORTED && status != STATUS_GONE;
}
