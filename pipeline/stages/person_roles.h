/* What somebody does where the name stands: speaker, contact, author, project-leader, chair, participant, mentioned. */
#pragma once

#include "pipeline/stages/person_match.h"

typedef struct {
  const Unit *unit;
  FindingField field;
  const NameWords *words;
  const char *of_heading; /* role that the unit's heading gives to all below it, or NULL */
  const char *of_block;   /* role of a label on a line of its own, until an empty line or the next label */
  gsize block_end;        /* byte where the block was last seen to go on */
  gboolean deck;          /* the unit opens a presentation */
  gboolean timed;         /* the unit is an item of a programme */
  gsize speakers_end;     /* byte at which the line ends that names who speaks in it; 0: none yet */
} PersonRoles;

/* For the words of one text of the unit. All is borrowed. */
void person_roles_init(PersonRoles *roles, const Unit *unit, FindingField field, const NameWords *words, gboolean deck);

/* The role of a name, without regard to names beside it; static. To be called in the order of the text. */
const char *person_roles_find(PersonRoles *roles, const PersonName *name, const PersonAffiliation *affiliation);

/* The role that the words behind byte `end` give to who stands before them ("... viste bilder"), or NULL; static. */
const char *person_roles_find_after(const NameWords *words, gsize end);

/* Whether the line up to `start` begins with a label that people stand behind ("Kontakt:", "Närvarande"). */
gboolean person_roles_labelled(const NameWords *words, gsize start);

/* Higher for a role that tells more; 0 for NULL. */
guint person_role_rank(const char *role);
