/* Prints the language and confidence of each line of standard input; for tests/eval/language-identification. */
#include "language/identify.h"

#include <stdio.h>
#include <stdlib.h>

int main(void) {
  char *line = NULL;
  size_t room = 0;
  for (ssize_t length; (length = getline(&line, &room, stdin)) > 0;) {
    if (line[length - 1] == '\n')
      length--;
    Identification found = identify_text(line, length);
    printf("%s\t%.4f\n", found.language, found.confidence);
  }
  free(line);
  return 0;
}
