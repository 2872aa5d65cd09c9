"""What the documentation takes from the descriptors: boxscore_functions, boxscore_parameters and boxscore_columns.

Of a reference page: the line after the title says what the function is for, the first table under "Parameters" and
"Columns" is that of the descriptor, the first line under "Result" is what it returns, and "Since" names the version.
Of docs/README.md: the tables of the reference, between two comments. tests/docs.py compares them with the pages, and
writes them with --update; everything else of a page is written by people.
"""

import glob
import json
import os
import re
import subprocess

BEGIN, END = "<!-- reference: written by make docs-update -->", "<!-- end of the reference -->"
KINDS = {"scalar": "function", "aggregate": "aggregate", "table": "table"}
INDEXED = re.compile(r"<!-- index: (\w+), ([\w ]+) -->")  # a page that is not of a function: its chapter and kind


def table(heads, rows):
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return lines + ["| " + " | ".join(cell or "" for cell in row) + " |" for row in rows]


def markdown(text):
    """A descriptor's text: 'x' in quotes, and [x,y] in brackets, is code."""
    text = re.sub(r"(?<!\w)'([^']+)'(?!\w)", r"`'\1'`", text or "")
    return re.sub(r"(?<!`)(\[[\w,.]*\])(?![`\w])", r"`\1`", text)


def sentence(text):
    return text[:1].upper() + text[1:] + "."


class Catalogue:
    def __init__(self, runner, extension, root):
        def rows(sql):
            done = subprocess.run([runner, extension, "-"], input=sql + "\n", capture_output=True, encoding="utf-8",
                                  cwd=root, check=True)
            return json.loads(done.stdout)

        self.root = root
        self.functions = rows("SELECT json_group_array(json_object('name', name, 'kind', kind, 'category', category, "
                              "'summary', summary, 'returns', returns, 'example', example, 'since', since, 'page', "
                              "page)) FROM boxscore_functions;")
        self.parameters, self.columns = {}, {}
        for of, sql in ((self.parameters, "SELECT json_group_array(json_array(function, parameter, required, "
                                          "default_value, domain, meaning)) FROM boxscore_parameters;"),
                        (self.columns, "SELECT json_group_array(json_array(function, column, type, unit, meaning, "
                                       "null_when)) FROM boxscore_columns;")):
            for function, *rest in rows(sql):
                of.setdefault(function, []).append(rest)
        self.by_page = {os.path.join(root, "docs", f["page"]): f for f in self.functions}

    def lacking(self):
        """Functions whose descriptors say too little, that have no page, or that no golden test calls."""
        scripts = "\n".join(open(path, encoding="utf-8").read()
                            for path in glob.glob(os.path.join(self.root, "tests/sql/*/*.sql")))
        called = set(re.findall(r"\w+", scripts))
        for function in self.functions:
            name = function["name"]
            for field in ("summary", "example", "since"):
                if not function[field]:
                    yield f"{name}: its descriptor has no .{field}"
            if function["kind"] != "table" and not function["returns"]:
                yield f"{name}: its descriptor has no .returns"
            if not os.path.exists(os.path.join(self.root, "docs", function["page"])):
                yield f"{name}: there is no page docs/{function['page']} (make docs-update begins one)"
            if name not in called:
                yield f"{name}: no script of tests/sql calls it"

    def title(self, category):
        with open(os.path.join(self.root, "ext", "sql", category, category + ".c"), encoding="utf-8") as file:
            return re.search(r'const Theme theme_\w+ = \{"\w+", "([^"]+)"', file.read()).group(1)

    def parameter_table(self, function):
        def default(required, value):
            if required:
                return "required"
            if value is None:
                return "NULL" if function["kind"] == "table" else "optional"
            return value if re.fullmatch(r"[\d.]+", value) else f"`'{value}'`"

        return table(("parameter", "default", "values", "meaning"),
                     ((name, default(required, value), markdown(domain), markdown(meaning))
                      for name, required, value, domain, meaning in self.parameters.get(function["name"], ())))

    def column_table(self, function):
        return table(("column", "type", "unit", "meaning", "NULL"),
                     ((name, kind or "as given", unit, markdown(meaning), markdown(null_when) or "never")
                      for name, kind, unit, meaning, null_when in self.columns.get(function["name"], ())))

    def page(self, path, lines):
        """The lines of a page as the descriptors have them, and what cannot be placed."""
        function, lines, problems = self.by_page[path], list(lines), []

        def section(title):
            start = next((i for i, line in enumerate(lines) if line == f"## {title}"), None)
            if start is None:
                problems.append(f"it has no section {title}")
                return None
            return start + 1

        def replace_table(title, derived):
            start = section(title)
            if start is None:
                return
            end = next((i for i in range(start, len(lines)) if lines[i].startswith("## ")), len(lines))
            first = next((i for i in range(start, end) if lines[i].startswith("| ")), None)
            if len(derived) == 2:
                if lines[start + 1] != "None.":
                    problems.append(f"under {title}, it does not say None.")
            elif first is None:
                problems.append(f"it has no table under {title}")
            else:
                last = next(i for i in range(first, len(lines) + 1) if i == len(lines) or not lines[i].startswith("|"))
                lines[first:last] = derived

        first = next(i for i in range(1, len(lines)) if lines[i] and not lines[i].startswith("<!--"))
        if lines[first].startswith("```"):
            lines.insert(first - 1, "")
            first -= 1
        lines[first] = markdown(sentence(function["summary"]))
        replace_table("Parameters", self.parameter_table(function))
        if function["kind"] == "table":
            replace_table("Columns", self.column_table(function))
        else:
            start = section("Result")
            if start is not None and start + 1 < len(lines):
                lines[start + 1] = markdown(function["returns"]) + "."
        since = [i for i, line in enumerate(lines) if line.startswith("Since ")]
        if len(since) == 1:
            lines[since[0]] = f"Since {function['since']}."
        else:
            problems.append("it has no line Since, or several")
        return lines, problems

    def skeleton(self, function):
        """A page to begin with; the output of its example is still empty."""
        of = "Columns" if function["kind"] == "table" else "Result"
        none = ["None."] if not self.parameters.get(function["name"]) else ["| parameter |"]
        return (["# " + function["name"], "", "", "```sql", function["example"] + ";", "```", "```text", "```", "",
                 "## Parameters", ""] + none + ["", f"## {of}", "", "| column |", "", "## Rules", "", "- ", "",
                "## Errors", "", "None.", "", "Since ", "", "## See also", "", "[The reference](../README.md#reference).", ""])

    def index(self, pages, lines):
        """The lines of docs/README.md; pages: path to lines, for those that are not of a function."""
        rows = {}
        for function in self.functions:
            rows.setdefault(function["category"], []).append(
                (f"[{function['name']}]({function['page']})", KINDS[function["kind"]], markdown(function["summary"])))
        for path in sorted(pages):
            found = INDEXED.search("\n".join(pages[path][:5]))
            if found:
                first = next(line for line in pages[path][1:] if line and not line.startswith("<!--"))
                first = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", first).rstrip(".")
                title = re.sub("^# (The )?", "", pages[path][0]).lower()
                link = f"[{title}]({os.path.relpath(path, os.path.join(self.root, 'docs'))})"
                rows[found.group(1)].append((link, found.group(2), first[:1].lower() + first[1:]))
        text, derived = "\n".join(lines), []
        for name, of in rows.items():
            derived += ["", f"### {self.title(name)}", ""] + table(("what", "kind", "for"), of)
        before, _, rest = text.partition(BEGIN)
        _, _, after = rest.partition(END)
        return (before + BEGIN + "\n" + "\n".join(derived) + "\n\n" + END + after).split("\n")
