"""Headless Chromium through its debugging pipe: no driver, no port, nothing to install beside the browser.

Used by the tests of the page (hostile input, accessibility) and by tests/screenshots/take.py.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

__all__ = ["Browser", "find_chromium"]


def find_chromium() -> str | None:
    """The browser's path, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


class Browser:
    """One browser with one page; a context manager.

    `requests` holds the addresses of every request that the page made or tried, `failed` why some were
    refused, `messages` what stood on its console, `dialogs` the texts of alert boxes.
    """

    def __init__(self):
        self.requests: list[str] = []
        self.failed: list[str] = []
        self.messages: list[str] = []
        self.dialogs: list[str] = []
        self._profile = tempfile.mkdtemp(prefix="equipoise-chromium-")
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        # the browser reads commands from descriptor 3 and answers on 4
        command = (
            f'exec "$0" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage '
            f"--remote-debugging-pipe "
            f"--no-first-run --disable-background-networking --disable-component-update --mute-audio "
            f'--hide-scrollbars --user-data-dir="$1" about:blank 3<&{to_read} 4>&{to_write}'
        )
        self._process = subprocess.Popen(
            ["bash", "-c", command, find_chromium(), self._profile],
            pass_fds=(to_read, to_write),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        os.close(to_read)
        os.close(to_write)
        self._buffer, self._next, self._session = b"", 0, None
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.send(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.kill()  # our own child, by its handle
        self._process.wait()
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self._profile, ignore_errors=True)

    def send(self, method: str, /, **params):
        """Send one command and wait for its answer."""
        self._next += 1
        message = {"id": self._next, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write, data) :]
        end = time.monotonic() + 60
        while True:
            answer = self._receive(end)
            if answer.get("id") == message["id"]:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer.get("result", {})

    def wait(self, seconds: float) -> None:
        """Take in what the browser tells for `seconds`."""
        end = time.monotonic() + seconds
        try:
            while True:
                self._receive(end)
        except TimeoutError:
            pass

    def open(self, path: Path, settle: float = 0.6) -> None:
        """Load a local file and give its scripts, if any ran, time to act."""
        self._loaded = False
        self.send("Page.navigate", url=Path(path).resolve().as_uri())
        end = time.monotonic() + 30
        while not self._loaded:
            self._receive(end)
        self.wait(settle)

    def evaluate(self, script: str, isolated: bool = False):
        """The value of an expression; `isolated`: in a world of its own, outside the page's policy."""
        params = {"expression": script, "returnByValue": True, "awaitPromise": True}
        if isolated:
            frame = self.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
            params["contextId"] = self.send("Page.createIsolatedWorld", frameId=frame)["executionContextId"]
        result = self.send("Runtime.evaluate", **params)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"])
        return result["result"].get("value")

    def emulate(
        self, width: int, height: int = 900, dark: bool = False, scale: float = 1, phone: bool = False
    ) -> None:
        """Screen size and colour scheme."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=scale,
            mobile=phone,
        )
        features = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.send("Emulation.setEmulatedMedia", features=features)

    def screenshot(self, path: Path, full: bool = True, clip: dict | None = None) -> None:
        """A PNG of the whole page, of the window, or of a part ({x, y, width, height})."""
        extra = {"clip": {**clip, "scale": 1}} if clip else {}
        data = self.send(
            "Page.captureScreenshot", format="png", captureBeyondViewport=full or bool(clip), **extra
        )
        Path(path).write_bytes(base64.b64decode(data["data"]))

    def pdf(self, path: Path) -> None:
        """The page as printed on A4, by its own print rules."""
        data = self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]
        Path(path).write_bytes(base64.b64decode(data))

    def _receive(self, end: float) -> dict:
        while b"\0" not in self._buffer:
            left = end - time.monotonic()
            if left <= 0 or not select.select([self._read], [], [], left)[0]:
                raise TimeoutError("the browser does not answer")
            got = os.read(self._read, 1 << 20)
            if not got:
                raise RuntimeError("the browser has gone")
            self._buffer += got
        line, _, self._buffer = self._buffer.partition(b"\0")
        message = json.loads(line)
        self._note(message.get("method", ""), message.get("params", {}))
        return message

    def _note(self, method: str, params: dict) -> None:
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif method == "Network.loadingFailed":
            self.failed.append(params.get("blockedReason") or params.get("errorText", ""))
        elif method == "Runtime.consoleAPICalled":
            self.messages.append(" ".join(str(arg.get("value")) for arg in params["args"]))
        elif method == "Page.javascriptDialogOpening":
            self.dialogs.append(params["message"])
            self._dismiss()

    def _dismiss(self) -> None:
        self._next += 1
        message = {"id": self._next, "method": "Page.handleJavaScriptDialog", "params": {"accept": False}}
        os.write(self._write, json.dumps({**message, "sessionId": self._session}).encode() + b"\0")
