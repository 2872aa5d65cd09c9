"""Checks the documentation: every example runs and prints what its page shows, pages say what the descriptors of their
functions say, every function has a page and a golden test, every link leads somewhere.

    python3 tests/docs.py [--update] [--build build] [--runner build/tests/run_sql] [--extension build/boxscore.so]
                          [--python python3] [--only LANGUAGE] [--hosts] [--packages build/guides] [PAGE...]

A page is README.md or any docs/**/*.md. Of its fenced blocks these are run, in a scratch folder that holds links to the
project's folders and, as build/example.db, a copy of the example database:

    ```sql      all blocks of a page in order, on one connection to the example; a line with a dot-command of the shell
                (.load, .mode) is passed over, .print and .read work
    ```python   all blocks of a page in order, as one program; passed over where it imports a module that is not there
    ```sh       where a block with its output follows
    ```js       and the other languages of tests/guides/hosts.py: each block is a program of its own; skipped, by name, where the
                language or its package is missing. Those that compile or start slowly run with --hosts only

A block ```text right after one of these (or one without a language) is its output, which must be what comes; --update
writes what comes into the page. ```sql norun (python, sh alike) is not run. SQL without a block of output must run
without an error. What pages share with the descriptors of the functions is described in tests/catalogue.py; the
examples of the descriptors run too. The examples of a page that says <!-- needs png --> are passed over where boxscore_debug() says that this
library is not there.
"""

import argparse
import concurrent.futures
import functools
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import catalogue
from guides import hosts

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SECTIONS = ["Parameters", "Columns", "Result", "Rules", "Errors", "See also"]
PASSED_OVER = re.compile(r"^\.(?!print\b|read\b)")


class Block:
    def __init__(self, language, words, start):
        self.language = language  # "" for a bare fence
        self.words = words
        self.start = start  # index of the line after the opening fence
        self.lines = []
        self.output = None  # the Block that shows what this one prints

    @property
    def text(self):
        return "".join(line + "\n" for line in self.lines)


class Page:
    def __init__(self, path):
        self.path = path
        self.name = os.path.relpath(path, ROOT)
        with open(path, encoding="utf-8") as file:
            self.lines = file.read().split("\n")
        self.blocks = []
        self.prose = []  # the lines outside of blocks
        self.read_blocks()

    def read_blocks(self):
        block = None
        previous = None  # the last block, while only blank lines followed it
        for number, line in enumerate(self.lines):
            fence = re.match(r"^```(\S*)\s*(.*)$", line)
            if block is not None:
                if fence and not fence.group(1):
                    previous, block = block, None
                else:
                    block.lines.append(line)
            elif fence:
                block = Block(fence.group(1), fence.group(2).split(), number + 1)
                if previous is not None and block.language in ("", "text") and previous.output is None:
                    previous.output = block
                self.blocks.append(block)
            else:
                self.prose.append(line)
                if line.strip():
                    previous = None

    def of(self, language):
        return [b for b in self.blocks if b.language == language and "norun" not in b.words]

    def anchors(self):
        found = set()
        for line in self.prose:
            heading = re.match(r"^#+\s+(.*?)\s*$", line)
            if heading:
                text = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading.group(1)).lower()
                found.add(re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", text)))
        return found

    def links(self):
        text = re.sub(r"`[^`\n]*`", "", "\n".join(self.prose))
        return re.findall(r"\]\(([^)\s]+)\)", text)

    def write(self, outputs):
        """Replaces the text of output blocks: a dict of Block to text."""
        for block in sorted(outputs, key=lambda b: -b.start):
            self.lines[block.start : block.start + len(block.lines)] = outputs[block].rstrip("\n").split("\n")
        with open(self.path, "w", encoding="utf-8") as file:
            file.write("\n".join(self.lines))


class Check:
    def __init__(self, options):
        self.options = options
        self.passed = self.failed = self.skipped = 0
        self.lines = []  # what there is to say, printed when a page is done: pages are checked side by side

    def say(self, message):
        self.lines.append(f"docs: {message}")

    def expect(self, good, message):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            self.say(message)

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.lines += other.lines
        self.print()

    def print(self):
        for line in self.lines:
            print(line)
        self.lines = []

    def scratch(self):
        folder = tempfile.mkdtemp(prefix="boxscore-docs-")
        for name in os.listdir(ROOT):
            if name not in ("build", ".git"):
                os.symlink(os.path.join(ROOT, name), os.path.join(folder, name))
        build = os.path.join(folder, "build")
        os.mkdir(build)
        for name in os.listdir(self.options.build):
            if name not in ("example.db", "boxscore.so", "boxscore.dylib"):
                os.symlink(os.path.join(self.options.build, name), os.path.join(build, name))
        os.symlink(self.options.extension, os.path.join(build, os.path.basename(self.options.extension)))
        example = os.path.join(self.options.build, "example.db")
        if os.path.exists(example):
            shutil.copy(example, os.path.join(build, "example.db"))
        return folder

    def run(self, command, folder, text):
        # The Python package lies unpacked in build/python, with its command.
        package = os.path.join(os.path.abspath(self.options.build), "python")
        environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", LC_ALL="C.UTF-8", PYTHONPATH=package,
                           PATH=os.path.join(package, "bin") + os.pathsep + os.environ["PATH"])
        return subprocess.run(command, cwd=folder, input=text, capture_output=True, encoding="utf-8", timeout=120,
                              env=environment)

    def run_sql(self, page, folder):
        """What each SQL block prints."""
        blocks = page.of("sql")
        script = ""
        for number, block in enumerate(blocks):
            lines = [line for line in block.lines if not PASSED_OVER.match(line)]
            script += "\n".join(lines) + f"\n;\n.print \x1e{number}\n"
        done = self.run([self.options.runner, "--columns", "--db", "build/example.db", self.options.extension, "-"],
                        folder, script)
        self.expect(done.returncode == 0, f"{page.name}: the runner failed: {done.stderr}")
        outputs = re.split("\x1e\\d+\n", done.stdout)[:-1]
        return dict(zip(blocks, outputs))

    def run_python(self, page, folder):
        blocks = page.of("python")
        program = ""
        for number, block in enumerate(blocks):
            program += block.text + f"\nprint('\\x1e{number}')\n"
        done = self.run([self.options.python, "-"], folder, program)
        missing = re.search(r"ModuleNotFoundError: (.*)", done.stderr)
        if missing:
            self.say(f"{page.name}: Python passed over: {missing.group(1)}")
            self.skipped += len(blocks)
            return {}
        self.expect(done.returncode == 0, f"{page.name}: Python failed:\n{done.stderr}")
        return dict(zip(blocks, re.split("\x1e\\d+\n", done.stdout)[:-1]))

    def run_shell(self, page, folder):
        outputs = {}
        for block in page.of("sh"):
            if block.output is not None:
                done = self.run(["bash", "-c", f"exec 2>&1\n{block.text}"], folder, "")
                outputs[block] = done.stdout
        return outputs

    def run_host(self, page, host, folder):
        """Each block is a program; None where the host is not here."""
        outputs = {}
        missing = host.missing(self.options.packages)
        if missing or not (host.is_quick or self.options.hosts):
            self.say(f"{page.name}: {host.language} skipped: {missing or 'make docs-hosts runs it'}")
            self.skipped += len(page.of(host.language))
            return outputs
        for block in page.of(host.language):
            done = host.run(block.text, folder, self.options.packages, 600)
            self.expect(done.returncode == 0, f"{page.name}:{block.start}: {host.language} failed:\n{done.stdout}{done.stderr}")
            outputs[block] = done.stdout
        return outputs

    def compare(self, page, outputs):
        wrong = {}
        for block, came in outputs.items():
            where = f"{page.name}:{block.start}"
            if block.output is None:
                failed = block.language == "sql" and re.search(r"^error: .*", came, re.M)
                self.expect(not failed, f"{where}: {failed and failed.group(0)}")
            elif came.rstrip() == block.output.text.rstrip():
                self.passed += 1
            elif self.options.update:
                wrong[block.output] = came
                self.passed += 1
                self.say(f"{where}: wrote its output")
            else:
                self.expect(False, f"{where}: the page shows\n{block.output.text}\nbut it prints\n{came}")
        if wrong:
            page.write(wrong)

    def lacks_library(self, page):
        """Whether the page needs a library that is not here, or that this build leaves out."""
        needed = re.findall(r"<!-- needs (\w+) -->", "\n".join(page.prose))
        if not needed:
            return False
        done = self.run([self.options.runner, self.options.extension, "-"], ROOT, "SELECT boxscore_debug();")
        return any(re.search(rf'"{name}":"(built without|not found)"', done.stdout) for name in needed)

    def examples(self, page):
        if self.lacks_library(page):
            self.skipped += len(page.blocks)
            return
        outputs = {}
        runs = [("sql", self.run_sql), ("python", self.run_python), ("sh", self.run_shell)]
        runs += [(language, functools.partial(self.run_host, host=host)) for language, host in hosts.HOSTS.items()]
        for language, run in runs:
            group = "hosts" if language in hosts.HOSTS else language
            if page.of(language) and self.options.only in (None, group):
                folder = self.scratch()
                try:
                    outputs.update(run(page, folder=folder))
                except subprocess.TimeoutExpired:
                    self.expect(False, f"{page.name}: the {language} blocks take too long")
                finally:
                    shutil.rmtree(folder)
        self.compare(page, outputs)

    def page_links(self, page, pages):
        reached = set()
        for link in page.links():
            if re.match(r"^[a-z]+:", link):
                continue
            path, _, anchor = link.partition("#")
            target = os.path.normpath(os.path.join(os.path.dirname(page.path), path)) if path else page.path
            good = os.path.exists(target)
            if good and anchor and target in pages:
                good = anchor in pages[target].anchors()
            self.expect(good, f"{page.name}: the link leads nowhere: {link}")
            reached.add(target)
        return reached

    def reached(self, pages):
        """Every page is found by following links from README.md."""
        seen, todo = set(), [os.path.join(ROOT, "README.md")]
        while todo:
            path = todo.pop()
            if path in seen or path not in pages:
                continue
            seen.add(path)
            todo += [os.path.normpath(os.path.join(os.path.dirname(path), link.partition("#")[0]))
                     for link in pages[path].links()]
        for path, page in pages.items():
            self.expect(path in seen, f"{page.name}: no link leads to this page")

    def derive(self, pages):
        """What the descriptors of the functions say of pages and of the index; written with --update."""
        known = catalogue.Catalogue(self.options.runner, self.options.extension, ROOT)
        for path, function in known.by_page.items():
            if self.options.update and path not in pages:
                with open(path, "w", encoding="utf-8") as file:
                    file.write("\n".join(known.skeleton(function)))
                pages[path] = Page(path)
        for problem in known.lacking():
            self.expect(False, problem)
        index = os.path.join(ROOT, "docs", "README.md")
        for path, page in pages.items():
            if path in known.by_page:
                lines, problems = known.page(path, page.lines)
                for problem in problems:
                    self.expect(False, f"{page.name}: {problem}")
            elif path == index:
                others = {p: other.lines for p, other in pages.items() if p not in known.by_page}
                lines = known.index(others, page.lines)
            else:
                continue
            wrong = [(old, new) for old, new in zip(page.lines, lines) if old != new] or [page.lines[len(lines):]]
            if lines == page.lines:
                self.passed += 1
            elif self.options.update:
                self.say(f"{page.name}: wrote what the descriptors say")
                with open(path, "w", encoding="utf-8") as file:
                    file.write("\n".join(lines))
                pages[path] = Page(path)
            else:
                self.expect(False, f"{page.name} is not what the descriptors say (make docs-update writes it): {wrong[0]}")
        self.run_descriptor_examples(known.functions)

    def run_descriptor_examples(self, functions):
        folder = self.scratch()
        try:
            for function in functions:
                done = self.run([self.options.runner, "--db", "build/example.db", self.options.extension, "-"], folder,
                                f"{function['example']};\n")
                said = done.stdout + done.stderr
                absent = re.search(r"error: .*(not found|built without)", said)
                self.expect(done.returncode == 0 and said.strip() and ("error:" not in said or absent),
                            f"{function['name']}: its example does not run: {function['example']}\n{said}")
        finally:
            shutil.rmtree(folder)

    def record_hosts(self, pages):
        """The languages that have run, for the table of hosts."""
        folder = self.scratch()
        ran = [name for name, host in hosts.HOSTS.items()
               if host.missing(self.options.packages) is None and any(page.of(name) for page in pages)]
        try:
            hosts.record(ran, folder, self.options.packages, self.options.build)
        finally:
            shutil.rmtree(folder)

    def purpose(self, page):
        """A page says what it is for in one short line below its title."""
        lines = [line for line in page.prose if line.strip() and not line.startswith("<!--")]
        first = lines[1] if len(lines) > 1 else ""
        self.expect(first[:1].isupper() and first.endswith((".", ":")) and len(first.split()) < 15,
                    f"{page.name}: the line below the title is not a sentence of fewer than 15 words: {first}")

    def order(self, page):
        """A reference page has its sections in one order, so that the eye finds them."""
        first = next((line for line in page.prose[1:] if line and not line.startswith("<!--")), "")
        self.expect(len(first.split()) < 15 and first.endswith("."),
                    f"{page.name}: its first line does not say in fewer than 15 words what it is for: {first}")
        headings = [line[3:].strip() for line in page.prose if line.startswith("## ")]
        known = [h for h in headings if h in SECTIONS]
        for title in ("Errors", "See also"):
            self.expect(title in known, f"{page.name}: it has no section {title}")
        example = next((block.start for block in page.blocks if block.language in ("sql", "python", "sh")), len(page.lines))
        section = next((i for i, line in enumerate(page.lines) if line.startswith("## ")), 0)
        self.expect(example < section, f"{page.name}: it does not begin with an example")
        self.expect(known == sorted(known, key=SECTIONS.index), f"{page.name}: sections out of order: {known}")
        places = [page.prose.index(line) for line in ("## Errors", "## See also") if line in page.prose]
        since = [i for i, line in enumerate(page.prose) if line.startswith("Since ")]
        self.expect(len(since) == 1 and sorted(places + since) == places[:1] + since + places[1:],
                    f"{page.name}: it does not say between Errors and See also since which version it exists")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--build", default="build")
    parser.add_argument("--runner", default="build/tests/run_sql")
    parser.add_argument("--extension", default="build/boxscore.so")
    parser.add_argument("--python", default="/usr/bin/python3")
    parser.add_argument("--only", choices=("sql", "python", "sh", "hosts"), help="run the blocks of this language and no others")
    parser.add_argument("--hosts", action="store_true", help="run the languages that compile or start slowly too")
    parser.add_argument("--packages", default="build/guides")
    parser.add_argument("pages", nargs="*")
    options = parser.parse_args()
    for name in ("build", "runner", "extension", "packages"):
        setattr(options, name, os.path.abspath(getattr(options, name)))

    paths = ["README.md"] + sorted(glob.glob("docs/**/*.md", root_dir=ROOT, recursive=True))
    pages = {os.path.join(ROOT, path): Page(os.path.join(ROOT, path))
             for path in paths if os.path.exists(os.path.join(ROOT, path))}

    def check_page(path):
        page, check = pages[path], Check(options)
        check.examples(page)
        check.page_links(page, pages)
        if os.path.dirname(page.name) == os.path.join("docs", "reference"):
            check.order(page)
        else:
            check.purpose(page)
        return check

    check = Check(options)
    if not options.pages and not options.only:
        check.derive(pages)
    wanted = {os.path.abspath(path) for path in options.pages} or set(pages)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for one in pool.map(check_page, sorted(wanted & set(pages))):
            check.add(one)
    if not options.pages:
        check.reached(pages)
    if options.hosts and check.failed == 0:
        check.record_hosts([pages[path] for path in sorted(wanted & set(pages))])
    check.print()
    over = f", {check.skipped} passed over" if check.skipped else ""
    print(f"docs: {check.passed} passed, {check.failed} failed{over}")
    sys.exit(check.failed > 0)


if __name__ == "__main__":
    main()
