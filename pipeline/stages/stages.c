/* Runs the table of stages. What a stage does lives in its own file. */
#include "pipeline/stages/stage.h"

void stages_run(Document *document) {
  static const Stage stages[] = {
#define STAGE(name) stage_##name,
#include "pipeline/stages/stage_list.h"
#undef STAGE
  };
  for (gsize i = 0; i < G_N_ELEMENTS(stages); i++)
    stages[i](document);
}
