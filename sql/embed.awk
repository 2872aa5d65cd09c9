# Turns files into a table of (name, text) in C, for build/scripts.c: awk -v table=scripts -f sql/embed.awk FILE... </dev/null
# The name is that of the file below sql/ or docs/; SQL scripts and pages lose their extension: "schema", "report/style.css",
# "how-to/data". A text is cut at the ends of lines, so that no literal is longer than a compiler has to accept.

function begin() {
  print "#include \"sql/extension/embedded.h\"\n\nconst Embedded " table "[] = {"
}

FNR == 1 {
  if (NR == 1) begin()
  else print "    , 0}},"
  name = FILENAME
  if (!sub(/^(.*\/)?docs\//, "", name)) sub(/^(.*\/)?sql\//, "", name)
  sub(/\.(sql|md)$/, "", name)
  print "  {\"" name "\", (const char *const[]){"
  size = 0
}

{
  line = $0
  gsub(/\\/, "&&", line)
  gsub(/"/, "\\\"", line)
  gsub(/\?/, "\\?", line)
  if (size > 0 && size + length(line) > 2000) {
    print "    ,"
    size = 0
  }
  size += length(line) + 1
  print "    \"" line "\\n\""
}

END {
  if (NR) print "    , 0}},"
  else begin()
  print "  {0, 0},\n};\n"
}
