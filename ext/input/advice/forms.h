/*
** The forms in which people write one image or class: with or without directory and ending, as text or
** number, in capitals or not. A form is an SQL expression, so that what is tried on the names of a table is
** what the advice says.
*/
#ifndef BOXSCORE_INPUT_FORMS_H
#define BOXSCORE_INPUT_FORMS_H

#include "base/names.h"
#include "host/host.h"

typedef enum FormsOf { FORMS_OF_IMAGES, FORMS_OF_CLASSES } FormsOf;

enum { FORMS_MOST = 32, FORM_AS_IT_IS = 0 };

/* What the forms of a set of names are about. */
typedef struct NameStyle {
  FormsOf of;
  IdKind kind;        /* of all names; ID_NULL where both stand among them */
  char extension[12]; /* that all have, ".jpg"; empty: they differ */
  char separator;     /* of directories */
} NameStyle;

NameStyle names_style(FormsOf of, const Names *names);
/* What a form costs a reader of the advice: the lowest of equal ones is shown. Below 0: the style does not
** have it. */
int form_cost(const NameStyle *style, int form);
/* The form of a column, in sqlite3_malloc memory. */
char *form_sql(const NameStyle *style, int form, const char *column, Error *error);
/* Adds the names in a form, number by number; `numbers` takes the number that each has in `out`. False where
** the form does not suit: one name has none, or two images fall together. */
bool form_apply(const NameStyle *style, int form, sqlite3 *db, const Names *names, Names *out,
                uint32_t *numbers, Error *error);

#endif
