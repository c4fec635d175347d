/* Formulas of Office (ECMA-376 Part 1, 22.1) on one line, as a person would type them: "a/b", "x^2", "√(a+b)". */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

/* Appends what m:oMath, or any other element of the vocabulary, shows. */
void formula_append(const xmlNode *node, GString *out);
