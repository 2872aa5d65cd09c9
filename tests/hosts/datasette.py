"""Asks the addresses of docs/how-to/datasette.md over HTTP, from Datasette with the extension.

    python3 tests/hosts/datasette.py --datasette build/venv-datasette/bin/datasette --build build --extension build/boxscore.so

The page gives a command, addresses of a database my.db, `/my/...` in backticks, plugins, a file metadata.yaml and an SQL
query; the example database stands for my.db. Each address under "Filter in the address" must answer with rows, as JSON and
as a page.
"""

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def block(page, language):
    return re.search(rf"^```{language}[^\n]*\n(.*?)^```", page, re.M | re.S).group(1)


def plugins(page):
    """Name and text of each plugin: a block of Python after its name."""
    return re.findall(r"`(plugins/\w+\.py)`.*?^```python[^\n]*\n(.*?)^```", page, re.M | re.S)


class Server:
    def __init__(self, options, page, folder, *settings):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        words = block(page, "sh").replace("\\\n", " ").replace("build/boxscore.so", options.extension).split()
        command = [options.datasette, *words[1:], "-m", "metadata.yaml", "-p", str(self.port), *settings]
        self.log = open(os.path.join(folder, "log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen(command, cwd=folder, stdout=self.log, stderr=subprocess.STDOUT)

    def __enter__(self):
        for _ in range(300):
            try:
                self.ask("/")
                return self
            except urllib.error.URLError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.log.seek(0)
        raise SystemExit(f"datasette: it does not start:\n{self.log.read()}")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.log.close()

    def ask(self, address):
        """The status and the text of a page."""
        address = urllib.parse.quote(address, safe="/?&=:%")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def rows(self, address):
        path, _, query = address.partition("?")
        status, text = self.ask(f"{path}.json?{query}{'&' if query else ''}_shape=objects")
        answer = json.loads(text)
        return answer["rows"] if status == 200 else f"{status}: {answer.get('error')}"


class Report:
    passed = failed = 0

    def expect(self, good, message):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print(f"datasette: {message}")


def check_open(server, report, page):
    found = {}
    filters = page.partition("## Filter in the address")[2].partition("\n## ")[0]
    for address in re.findall(r"`(/my/[^`]+)`", filters):
        found[address] = rows = server.rows(address)
        report.expect(isinstance(rows, list) and rows, f"{address}: {rows}")
        report.expect(server.ask(address)[0] == 200, f"{address}: the page is not shown")
    report.expect(len(found) >= 8, f"the documentation has only {len(found)} addresses")

    def expect_all(address, condition):
        rows = found.get(address)
        report.expect(isinstance(rows, list) and rows and all(map(condition, rows)), f"{address} is not on the page, or finds others: {rows}")

    expect_all("/my/class_ranking?iou_threshold=0.75", lambda row: float(row["iou_threshold"]) == 0.75)
    expect_all("/my/mean_scores?iou_type=segm", lambda row: row["iou_type"] == "segm")
    expect_all("/my/class_ranking?class=bus", lambda row: row["class"] == "bus")
    expect_all("/my/class_ranking?tp=188", lambda row: row["tp"] == 188)
    expect_all("/my/class_ranking?ap__gt=0.7", lambda row: row["ap"] > 0.7)
    expect_all("/my/outcome_pictures?_where=prediction_id=17", lambda row: row["prediction_id"] == 17)
    expect_all("/my/outcome?id=17", lambda row: row["prediction_id"] == 17)
    report.expect(len(found.get("/my/class_ranking?ap__gt=0.7", ())) == 3, "not all classes with an AP above 0.7 are found")

    sql = urllib.parse.quote(block(page, "sql").strip().rstrip(";"))
    status, text = server.ask(f"/my?sql={sql}")
    report.expect(status == 200 and text.count("data:image/svg+xml;base64,") == 20, f"the query shows no pictures: {status}")
    for closed in ("/my/class_ranking.json?labels=salaries", "/my.json?sql=SELECT read_file('my.db')"):
        report.expect(server.ask(closed)[0] == 400, f"{closed} is not an error")
    status, text = server.ask("/my/chart_pr_curves")
    report.expect(status == 200 and "data:image/svg+xml;base64," in text, "the chart is not shown as an image")


def check_closed(server, report):
    report.expect(server.ask("/my.json?sql=SELECT 1")[0] == 403, "SQL runs where it is not allowed")
    report.expect(server.ask("/my/outcome_pictures.json?_where=prediction_id=17")[0] == 403, "_where runs where it is not allowed")
    rows = server.rows("/my/outcome?id=17")
    report.expect(isinstance(rows, list) and len(rows) == 1, f"the canned query does not run: {rows}")
    rows = server.rows("/my/class_ranking?iou_threshold=0.75")
    report.expect(isinstance(rows, list) and len(rows) == 6, f"a view is not shown: {rows}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--datasette", required=True)
    parser.add_argument("--build", default="build")
    parser.add_argument("--extension", default="build/boxscore.so")
    options = parser.parse_args()
    options.datasette, options.extension = os.path.abspath(options.datasette), os.path.abspath(options.extension)
    with open(os.path.join(ROOT, "docs", "how-to", "datasette.md"), encoding="utf-8") as file:
        page = file.read()
    report = Report()
    folder = tempfile.mkdtemp(prefix="boxscore-datasette-")
    try:
        shutil.copy(os.path.join(options.build, "example.db"), os.path.join(folder, "my.db"))
        os.mkdir(os.path.join(folder, "plugins"))
        files = plugins(page) + [("metadata.yaml", block(page, "yaml"))]
        report.expect(len(files) == 3, f"other plugins than svg and restrict: {[name for name, _ in files]}")
        for name, text in files:
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        with Server(options, page, folder) as server:
            check_open(server, report, page)
        with Server(options, page, folder, "--setting", "default_allow_sql", "off") as server:
            check_closed(server, report)
    finally:
        shutil.rmtree(folder)
    print(f"datasette: {report.passed} passed, {report.failed} failed")
    raise SystemExit(report.failed > 0)


if __name__ == "__main__":
    main()
