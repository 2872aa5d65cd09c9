"""Loads the extension without files, and restricts a connection: no function reads what it may not.

    python3 tests/loading/restrict.py EXTENSION        the path without its suffix
"""

import sqlite3
import sys

passed = failed = 0


def expect(what, good):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print(f"restrict: {what}")


def connect(entry_point):
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.enable_load_extension(True)
    database.execute("SELECT load_extension(?, ?)", (sys.argv[1], entry_point))
    return database


def functions(database):
    return {row[0] for row in database.execute("SELECT name FROM pragma_function_list UNION SELECT name FROM pragma_module_list")}


def error_of(database, sql):
    try:
        database.execute(sql).fetchall()
    except sqlite3.Error as error:
        return str(error)
    return ""


whole, bare = connect("sqlite3_boxscore_init"), connect("sqlite3_boxscorenofiles_init")
gone = functions(whole) - functions(bare)
expect(f"read_file is not there without files: {gone}", {"read_file", "coco_labels", "yolo_labels"} <= gone)
for name in sorted(gone):
    flags = [row[0] for row in whole.execute("SELECT flags FROM pragma_function_list WHERE name = ?", (name,))]
    expect(f"{name} opens files, so schemas must not call it", all(value & 0x80000 for value in flags))
expect("the rest works", bare.execute("SELECT iou('[0,0,2,2]', '[0,0,2,2]')").fetchone() == (1.0,))
expect("boxscore_functions does not list what is not there",
       not gone & {row[0] for row in bare.execute("SELECT name FROM boxscore_functions")})
bare.execute("SELECT load_extension(?, 'sqlite3_boxscore_init')", (sys.argv[1],))
expect("loading it again does not bring the files back", "no such function" in error_of(bare, "SELECT read_file('Makefile')"))
whole.execute("SELECT load_extension(?, 'sqlite3_boxscorenofiles_init')", (sys.argv[1],))
expect("loading it again without files takes them away", "boxscore_restrict" in error_of(whole, "SELECT read_file('Makefile')"))

# Every table function with a parameter that names a table, by that parameter and by its default.
database = connect("sqlite3_boxscore_init")
parameters = database.execute(
    'SELECT function, parameter, "default" FROM boxscore_parameters'
    " WHERE domain LIKE 'a table or view%' AND function IN (SELECT name FROM boxscore_functions WHERE kind = 'table')"
).fetchall()
expect(f"functions read tables: {len(parameters)} parameters", len(parameters) > 20)
database.execute("CREATE TABLE secret(id INTEGER PRIMARY KEY, salary)")
database.execute("SELECT boxscore_restrict('tables: allowed')")
for function, parameter, default in parameters:
    said = error_of(database, f"SELECT * FROM {function} WHERE {parameter} = 'secret'")
    expect(f"{function}, {parameter}: {said}", "boxscore_restrict" in said or "is required" in said)
    expect(f"{function}, {parameter} shows no columns: {said}", "salary" not in said)
    if default:
        said = error_of(database, f"SELECT * FROM {function}")
        expect(f"{function} by default: {said}", "boxscore_restrict" in said or "is required" in said)

print(f"restrict: {passed} passed, {failed} failed")
sys.exit(failed > 0)
