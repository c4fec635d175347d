/* Marks for translatable texts, so that rooms without gettext can name their reasons. */
#pragma once

#ifndef N_
#define N_(text) text
#endif
