/* Tasks are made, and freed with their descriptors. */
#include "pipeline/task.h"

#include <unistd.h>

Task *task_new(void) {
  Task *task = g_new0(Task, 1);
  task->fd = -1;
  task->concepts = g_ptr_array_new_with_free_func((GDestroyNotify)skos_concept_free);
  task->family = g_rc_box_new0(TaskFamily);
  return task;
}

Task *task_new_child(const Task *parent) {
  Task *task = task_new();
  g_rc_box_release(task->family);
  task->family = g_rc_box_acquire(parent->family);
  task->depth = parent->depth + 1;
  return task;
}

void page_request_free(PageRequest *request) {
  if (!request)
    return;
  g_free(request->password);
  g_free(request->text);
  if (request->ranges)
    g_array_unref(request->ranges);
  g_free(request);
}

void task_free(Task *task) {
  if (!task)
    return;
  if (task->fd >= 0)
    close(task->fd);
  if (task->free_data)
    task->free_data(task->data);
  g_ptr_array_unref(task->concepts);
  g_rc_box_release(task->family);
  page_request_free(task->page);
  g_clear_pointer(&task->image, g_bytes_unref);
  g_free(task->name);
  g_free(task->folder);
  g_free(task);
}
