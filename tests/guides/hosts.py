"""The languages whose blocks tests/docs.py runs beside SQL, Python and shell: how to run a program of each, and what versions
there are. Packages that are not the system's come from the folder that tests/guides/prepare.sh fills (build/guides).

A page of docs/how-to/hosts/ has blocks in a language; each block is a program of its own. They run in the scratch folder of
the page. What passes is recorded for the table of docs/explanation/hosts.md (tests/hosts/record.sh).
"""

import os
import re
import shutil
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Host:
    """What runs the blocks of a language.

    file      what a block is written to
    commands  run one after the other; {packages} is the prepared folder, {folder} the scratch folder, {build}
              that of the extension itself, where links lead
    needs     a command, and below the packages a file that must be there
    versions  a program that prints the version of the host and that of SQLite; None: its package is tested and recorded
    is_quick  whether it runs without --hosts
    """

    def __init__(self, language, title, package, file, commands, needs, versions, is_quick=False):
        self.language, self.title, self.package = language, title, package
        self.file, self.commands, self.needs, self.versions, self.is_quick = file, commands, needs, versions, is_quick

    def missing(self, packages):
        """What is not there, or None."""
        command, prepared, probe = self.needs
        if command and not shutil.which(command):
            return f"{command} is not installed"
        if prepared and not os.path.exists(os.path.join(packages, prepared)):
            return "make docs-hosts installs its packages"
        if probe and subprocess.run(probe, capture_output=True, stdin=subprocess.DEVNULL).returncode:
            return f"{self.package} is not installed"
        return None

    def run(self, text, folder, packages, limit):
        """Runs a program; the CompletedProcess of the last command, or of the first that fails."""
        target = self.file.format(packages=packages, folder=folder)
        with open(os.path.join(folder, target), "w", encoding="utf-8") as file:
            file.write(text)
        environment = dict(os.environ, LC_ALL="C.UTF-8", NODE_PATH=os.path.join(packages, "node", "node_modules"))
        build = os.path.dirname(os.path.realpath(os.path.join(folder, "build", "boxscore.so")))
        for command in self.commands:
            words = [word.format(packages=packages, folder=folder, build=build) for word in command]
            done = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", timeout=limit, env=environment,
                                  stdin=subprocess.DEVNULL)
            if done.returncode:
                break
        return done


HOSTS = {host.language: host for host in (
    Host("js", "Node.js", "better-sqlite3", "block.cjs", [["node", "block.cjs"]],
         ("node", "node/node_modules/better-sqlite3", None), None),
    Host("mjs", "Node.js", "node:sqlite", "block.mjs",
         [["{packages}/node/node_modules/.bin/node", "--no-warnings", "block.mjs"]], (None, "node/node_modules/.bin/node", None), None),
    Host("go", "Go", "mattn/go-sqlite3", "{packages}/go/main.go",
         [["go", "build", "-C", "{packages}/go", "-o", "{folder}/program", "main.go"], ["./program"]], ("go", "go/go.mod", None), None),
    Host("rust", "Rust", "rusqlite", "{packages}/rust/src/main.rs",
         [["cargo", "build", "-q", "--manifest-path", "{packages}/rust/Cargo.toml"], ["{packages}/rust/target/debug/docs"]],
         ("cargo", "rust/Cargo.toml", None), None),
    Host("java", "Java", "sqlite-jdbc", "Block.java", [["java", "-cp", "{packages}/java/*", "Block.java"]],
         ("java", "java/ready", None), None),
    Host("ruby", "Ruby", "sqlite3", "block.rb", [["ruby", "block.rb"]], ("ruby", None, ["ruby", "-e", "require 'sqlite3'"]),
         None, is_quick=True),
    Host("php", "PHP", "SQLite3", "block.php", [["php", "-d", "sqlite3.extension_dir={build}", "block.php"]],
         ("php", None, ["php", "-r", "exit(class_exists('SQLite3') ? 0 : 1);"]),
         "<?php echo PHP_VERSION, ' ', SQLite3::version()['versionString'];", is_quick=True),
    Host("r", "R", "RSQLite", "block.R", [["Rscript", "--vanilla", "block.R"]],
         ("Rscript", None, ["Rscript", "-e", "library(RSQLite)"]),
         'cat(paste0(R.version$major, ".", R.version$minor), RSQLite::rsqliteVersion()[["library"]])'),
    Host("perl", "Perl", "DBD::SQLite", "block.pl", [["perl", "block.pl"]], ("perl", None, ["perl", "-MDBD::SQLite", "-e", "1"]),
         "use DBD::SQLite; printf '%vd %s', $^V, $DBD::SQLite::sqlite_version;", is_quick=True),
    Host("tcl", "Tcl", "sqlite3", "block.tcl", [["tclsh", "block.tcl"]],
         ("tclsh", None, ["sh", "-c", "echo 'exit [catch {package require sqlite3}]' | tclsh"]),
         "package require sqlite3; puts \"[info patchlevel] [sqlite3 -version]\"", is_quick=True),
)}


def record(languages, folder, packages, build):
    """Records the languages whose pages passed."""
    for host in (HOSTS[language] for language in languages):
        if host.versions:
            version, sqlite = re.findall(r"\d[\w.]*", host.run(host.versions, folder, packages, 600).stdout)[:2]
            subprocess.run([os.path.join(ROOT, "tests", "hosts", "record.sh"), f"{host.title}, {host.package}", version, sqlite,
                            "the built file", "the examples of its page"], check=True, env=dict(os.environ, BUILD=build))
