/*
** Registering the functions of all themes with a connection.
*/
#ifndef BOXSCORE_HOST_THEMES_H
#define BOXSCORE_HOST_THEMES_H

#include "host/function.h"

/* Registers the functions of all themes (NULL ends them), the last one last, so that its presence says that all are there. On
** failure none is left. Without files, those that open files are left out. */
int functions_register(Connection *connection, const Theme *const *themes, bool with_files);

#endif
