"""Builds the site of the documentation with MkDocs, and checks it: links and anchors strictly, llms.txt, report and pictures.

    python3 tests/guides/site.py --mkdocs MKDOCS --build build [--report build/report.html]

docs/ is copied to BUILD/site-docs, with the files elsewhere that its pages link to. What only GitHub understands is rewritten: a
fence with words after its language. The navigation follows docs/README.md. The site (BUILD/site) also has each page as Markdown,
llms.txt (the list of pages, for assistants) and llms-full.txt (all pages in one).
"""

import argparse
import glob
import json
import os
import re
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LINK = re.compile(r"\]\(([^)\s#]+)(#[^)\s]*)?\)")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def pages_of_docs():
    """The pages, as paths below docs/."""
    docs = os.path.join(ROOT, "docs")
    return sorted(os.path.relpath(path, docs) for path in glob.glob(os.path.join(docs, "**", "*.md"), recursive=True))


def prose(text):
    """The text with code blanked out."""
    text = re.sub(r"^```.*?^```", lambda found: re.sub(r"[^\n]", " ", found.group(0)), text, flags=re.M | re.S)
    return re.sub(r"`[^`\n]*`", lambda found: " " * len(found.group(0)), text)


def copy_page(source, target, site, todo):
    """Copies a page; files outside of docs/ that it links to come into the site too, below project/."""
    text = read(source)
    docs = os.path.join(ROOT, "docs")

    def relink(found):
        path, anchor = found.group(1), found.group(2) or ""
        if re.match(r"[a-z]+:", path):
            return found.group(0)
        reached = os.path.normpath(os.path.join(os.path.dirname(source), path))
        if os.path.isdir(reached):
            raise SystemExit(f"site: {source} links to a folder: {path}")
        if reached.startswith(docs + os.sep):
            copied = os.path.join(site, os.path.relpath(reached, docs))
        else:
            copied = os.path.join(site, "project", os.path.relpath(reached, ROOT))
            todo.append((reached, copied))
        return f"]({os.path.relpath(copied, os.path.dirname(target))}{anchor})"

    places = [(found.start(), found.end()) for found in LINK.finditer(prose(text))]
    for start, end in reversed(places):
        text = text[:start] + LINK.sub(relink, text[start:end]) + text[end:]
    write(target, re.sub(r"^(\s*```\w+) .*$", r"\1", text, flags=re.M))


def copy_docs(site):
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(os.path.join(ROOT, "docs", "pictures"), os.path.join(site, "pictures"))
    todo = [(os.path.join(ROOT, "docs", page), os.path.join(site, page)) for page in pages_of_docs()]
    done = set()
    while todo:
        source, target = todo.pop()
        if target in done:
            continue
        done.add(target)
        if source.endswith(".md"):
            copy_page(source, target, site, todo)
        else:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy(source, target)


def title_and_summary(page):
    lines = [line for line in read(os.path.join(ROOT, "docs", page)).split("\n") if line and not line.startswith("<!--")]
    summary = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", lines[1])
    return lines[0].lstrip("# "), summary


def navigation():
    """The pages by chapter, in the order in which docs/README.md, and then the pages themselves, link to them."""
    index, chapters, name, seen = os.path.join(ROOT, "docs", "README.md"), {"Start": ["README.md"]}, "Start", {"README.md"}
    for line in read(index).split("\n"):
        heading = re.match(r"##+ (.*)", line)
        if heading:
            name = heading.group(1)
        for path, _ in LINK.findall(line):
            if path.endswith(".md") and not path.startswith("..") and path not in seen:
                seen.add(path)
                chapters.setdefault(name, []).append(path)
                folder = os.path.dirname(path)
                if os.path.basename(path) == "README.md":
                    below = [p for p in pages_of_docs() if os.path.dirname(p) == folder and p not in seen]
                    seen.update(below)
                    chapters[name] += below
    chapters.setdefault("More", []).extend(page for page in pages_of_docs() if page not in seen)
    return {name: pages for name, pages in chapters.items() if pages}


def llms(chapters):
    text = ("# boxscore\n\n> A SQLite extension that evaluates object detectors in plain SQL: AP, PR curves, COCO's figures, the reason for "
            "every mistake, charts, pictures and a report.\n\nEach link is a page as Markdown. Inside SQLite, boxscore_manual() and "
            "boxscore_topics('words') return the same pages without a network.\n")
    for name, pages in chapters.items():
        text += f"\n## {name}\n\n"
        for page in pages:
            title, summary = title_and_summary(page)
            text += f"- [{title}]({page}): {summary}\n"
    return text


def check(site, chapters, report):
    """What a visitor looks for is there."""
    passed, problems = 0, []
    for page in pages_of_docs():
        html = re.sub(r"README\.md$", "index.html", page) if page.endswith("README.md") else page[:-3] + "/index.html"
        for path in (html, page):
            problems += [] if os.path.exists(os.path.join(site, path)) else [f"{path} is missing"]
            passed += 1
    listed = set(re.findall(r"\]\(([^)]+)\)", read(os.path.join(site, "llms.txt"))))
    problems += [f"llms.txt does not list {page}" for page in pages_of_docs() if page not in listed]
    problems += [f"llms.txt lists {page}, which is missing" for page in listed if not os.path.exists(os.path.join(site, page))]
    for path in glob.glob(os.path.join(site, "**", "*.html"), recursive=True):
        foreign = re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="(?:https?:)?//', read(path)) if report not in path else []
        problems += [f"{os.path.relpath(path, site)} loads a file of another host"] if foreign else []
        passed += 1
    search = json.loads(read(os.path.join(site, "search", "search_index.json")))
    if not any("match_outcomes" in entry["text"] for entry in search["docs"]):
        problems.append("the search finds nothing")
    return passed + 1, problems


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mkdocs", required=True)
    parser.add_argument("--build", default="build")
    parser.add_argument("--report", default="build/report.html")
    options = parser.parse_args()
    build = os.path.abspath(options.build)
    copied, site = os.path.join(build, "site-docs"), os.path.join(build, "site")
    copy_docs(copied)
    shutil.copy(options.report, os.path.join(copied, "report.html"))
    chapters = navigation()
    nav = [{name: pages} for name, pages in chapters.items()] + [{"The report on the example": "report.html"}]
    config = {"INHERIT": os.path.join(ROOT, ".mkdocs.yml"), "docs_dir": copied, "site_dir": site, "nav": nav}
    write(os.path.join(build, "mkdocs.yml"), json.dumps(config, indent=1))
    done = subprocess.run([options.mkdocs, "build", "--strict", "-f", os.path.join(build, "mkdocs.yml")],
                          capture_output=True, encoding="utf-8")
    problems = [line for line in (done.stdout + done.stderr).split("\n") if re.match("WARNING|ERROR", line)]
    passed = 0
    if done.returncode == 0:
        for page in pages_of_docs():
            shutil.copy(os.path.join(ROOT, "docs", page), os.path.join(site, page))
        write(os.path.join(site, "llms.txt"), llms(chapters))
        write(os.path.join(site, "llms-full.txt"), "\n\n".join(read(os.path.join(ROOT, "docs", p)) for ps in chapters.values() for p in ps))
        passed, found = check(site, chapters, "report.html")
        problems += found
    elif not problems:
        problems = [done.stdout + done.stderr]
    for problem in problems:
        print(f"site: {problem}")
    print(f"site: {passed} passed, {len(problems)} failed")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
