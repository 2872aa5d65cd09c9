# Turns the files of sql/ into build/scripts.c: a table of (name, text). The name is the file's without its folder, that of a
# script without its ending too: "schema", "report.css". Every line becomes a string literal of its own, so no literal grows
# beyond what a compiler must accept.

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
