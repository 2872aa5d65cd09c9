# Turns the files of sql/ into build/scripts.c: a table of (name, text). The name is that of the file without its folder; SQL
# scripts also lose their extension: "schema", "report.css". Every line becomes its own string literal, so that no literal is
# longer than a compiler has to accept.

FNR == 1 {
  if (NR == 1) {
    print "#include \"sql/extension/scripts.h\"\n"
    print "const Script scripts[] = {"
  } else {
    print "    0}},"
  }
  name = FILENAME
  sub(/^.*\//, "", name)
  sub(/\.sql$/, "", name)
  print "  {\"" name "\", (const char *const[]){"
}

{
  line = $0
  gsub(/\\/, "\\\\", line)
  gsub(/"/, "\\\"", line)
  gsub(/\?/, "\\?", line)
  print "    \"" line "\\n\","
}

END {
  if (NR) print "    0}},"
  else print "#include \"sql/extension/scripts.h\"\nconst Script scripts[] = {"
  print "  {0, 0},\n};"
}
