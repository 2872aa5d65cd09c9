#!/usr/bin/env python3
"""The pages of examples/datasette over HTTP: they say what SQL says, show pictures, and lead to each other.

    tests/examples/datasette.py DATASETTE EXTENSION street.db [--screenshots FOLDER]
"""
import argparse
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLE = os.path.join(HERE, "..", "..", "examples", "datasette")
passed = failed = 0


def expect(good, what):
    global passed, failed
    if good:
        passed += 1
    else:
        failed += 1
        print(f"datasette: {what}")


class Server:
    def __init__(self, command, extension, database):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [command, "-i", database, f"--load-extension={os.path.abspath(extension)}:sqlite3_boxscorenofiles_init",
             "-m", os.path.join(EXAMPLE, "metadata.yaml"), f"--plugins-dir={os.path.join(EXAMPLE, 'plugins')}", "--port", str(self.port),
             "--setting", "sql_time_limit_ms", "10000", "--setting", "facet_time_limit_ms", "2000"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def __enter__(self):
        for _ in range(300):
            try:
                self.get("/-/versions.json")
                return self
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise RuntimeError("datasette does not answer")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def get(self, path, **arguments):
        address = f"http://127.0.0.1:{self.port}{path}" + ("?" + urllib.parse.urlencode(arguments) if arguments else "")
        try:
            with self.opener.open(address, timeout=60) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return f"{error.code} {error.read().decode()}"

    def rows(self, path, **arguments):
        return json.loads(self.get(path + ".json", _shape="array", **arguments))


def pages(server, db):
    classes = server.rows("/street/classes")
    wanted = db.execute("SELECT class, round(ap, 3), fp FROM class_ranking WHERE score_threshold = 0.5 ORDER BY rank").fetchall()
    expect([(json.loads(row["class"])["text"], row["ap"], row["fp"]) for row in classes] == wanted, f"the classes are {classes[:2]}")
    links = re.findall(r'<a href="(/street/class\?name=[^"]+)">([^<]+)</a>', server.get("/street/classes"))
    expect([name for _, name in links] == [name for name, _, _ in wanted], f"the links to classes are {links}")
    for address, name in links:
        page = server.get(address)
        ap = db.execute("SELECT round(ap, 3) FROM ap_by_class WHERE iou_threshold = 0.75 AND class = ?", (name,)).fetchone()[0]
        expect(str(ap) in page and page.count('src="data:image/svg+xml;base64,') == 9, f"{address}: no AP of {ap} or no pictures")
    for outcome in ("FP", "FN"):
        for number, image, explanation in db.execute("SELECT id, image_id, explanation FROM mistakes WHERE outcome = ? LIMIT 3", (outcome,)).fetchall():
            row, = server.rows("/street/mistake", outcome=outcome, id=number)
            expect(row["explanation"] == explanation and row["picture"].startswith("<svg "), f"the mistake {outcome} {number} is {str(row)[:200]}")
            page = server.get("/street/mistake", outcome=outcome, id=number)
            expect('src="data:image/svg+xml' in page and f'href="/street/image?id={image}"' in page, f"{outcome} {number}: no picture, or no way to its image")
            page = server.get("/street/image", id=image)
            expect('src="data:image/svg+xml' in page and f"outcome={outcome}&amp;id={number}" in page, f"image {image} does not lead back to {outcome} {number}")


def facets(server, db):
    for where, condition in (({}, "1"), ({"outcome": "FP", "time": "night"}, "outcome = 'FP' AND time = 'night'"), ({"score__gt": "0.9"}, "score > 0.9")):
        answer = json.loads(server.get("/street/mistakes.json", **where))
        expect(answer["filtered_table_rows_count"] == db.execute(f"SELECT count(*) FROM mistakes WHERE {condition}").fetchone()[0], f"{where}: rows")
        for name in ("outcome", "reason", "class", "weather", "time"):
            found = answer["facet_results"].get(name, {"results": []})["results"]
            counts = dict(db.execute(f"SELECT {name}, count(*) FROM mistakes WHERE {condition} AND {name} IS NOT NULL GROUP BY 1"))
            expect({item["value"]: item["count"] for item in found} == counts, f"{where}: the facet {name} is {found}")


def safety(server):
    expect(server.get("/street", sql="SELECT 1").startswith("403"), "visitors can run SQL")
    page = server.get("/street/class", name="<script>alert(1)</script>")
    expect("<script>alert(1)" not in page, "a name is read as markup")


def look(server, folder):
    sys.path.insert(0, os.path.join(HERE, "..", "report"))
    import webdriver
    if not webdriver.installed():
        return
    with webdriver.Browser(1440, 900) as browser:
        for name, path in (("class", "/street/class?name=bus"), ("mistakes", "/street/mistakes"), ("mistake", "/street/mistake?outcome=FP&id=1201"),
                           ("image", "/street/image?id=2")):
            browser.open(f"http://127.0.0.1:{server.port}{path}")
            broken = browser.run("return Array.from(document.images).filter((e) => !e.naturalWidth).length")
            expect(broken == 0 and browser.errors() == [], f"{path}: {broken} pictures do not show, or the console complains")
            browser.screenshot(os.path.join(folder, f"datasette-{name}.png"))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--screenshots")
    parser.add_argument("command")
    parser.add_argument("extension")
    parser.add_argument("database")
    options = parser.parse_args()
    db = sqlite3.connect(options.database)
    db.enable_load_extension(True)
    db.load_extension(os.path.splitext(options.extension)[0])
    with Server(options.command, options.extension, options.database) as server:
        pages(server, db)
        facets(server, db)
        safety(server)
        if options.screenshots:
            look(server, options.screenshots)
    print(f"datasette: {passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
