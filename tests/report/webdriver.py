"""A headless Chromium, driven through ChromeDriver by the WebDriver protocol: what the tests of the report need of it.

    with Browser(width=1440, height=900) as browser:
        browser.open("file:///...")
        browser.run("return document.title")
        browser.errors()
"""
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

# Nothing that looks for a network; no sandbox, since containers have none to give.
ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars")


def installed():
    return shutil.which("chromedriver") and shutil.which("chromium")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Browser:
    def __init__(self, width, height):
        self.port = free_port()
        self.folder = tempfile.mkdtemp()
        self.driver = subprocess.Popen(["chromedriver", f"--port={self.port}", "--log-level=OFF"], stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.session = None
        options = {"binary": shutil.which("chromium"), "args": [*ARGUMENTS, f"--user-data-dir={self.folder}"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        self.wait_for_driver()
        answer = self.post("/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = answer["sessionId"]
        self.resize(width, height)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            if self.session:
                self.request("DELETE", f"/session/{self.session}")
        finally:
            self.driver.terminate()
            self.driver.wait()
            shutil.rmtree(self.folder, ignore_errors=True)

    def wait_for_driver(self):
        for _ in range(300):
            try:
                self.request("GET", "/status")
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise RuntimeError("chromedriver does not answer")

    def request(self, method, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        asked = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(asked, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"]) from error

    def post(self, path, body):
        return self.request("POST", path, body)

    def call(self, path, body):
        return self.post(f"/session/{self.session}{path}", body)

    def devtools(self, command, **parameters):
        return self.call("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def resize(self, width, height):
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def colours(self, scheme):
        self.devtools("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def medium(self, name):
        self.devtools("Emulation.setEmulatedMedia", media=name)

    def open(self, address):
        self.call("/url", {"url": address})

    def run(self, script, *arguments):
        return self.call("/execute/sync", {"script": script, "args": arguments})

    def wait(self, script, *arguments):
        """Runs a script that calls its last argument when it is done."""
        return self.call("/execute/async", {"script": script, "args": arguments})

    def errors(self):
        """What the console has said since the last call."""
        return [entry["message"] for entry in self.call("/se/log", {"type": "browser"})]

    def screenshot(self, path):
        import base64
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.request("GET", f"/session/{self.session}/screenshot")))
        return os.path.getsize(path)

    def pdf(self):
        import base64
        return base64.b64decode(self.call("/print", {}))
