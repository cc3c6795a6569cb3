"""How heavy the pages are, and how long a student waits for the player: on a fast line, and on slow ones as a multiple of what the line itself takes.

Start with ``python -m benchmarks.pages``; it needs Chromium (FAULTLINE_CHROMIUM, or one on the PATH). Each visit is a first one, with nothing cached.
Nothing here is asserted.
"""

import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import FLAGS
from tests.e2e.server import Server

PAGES = ("/", "/lessons/server-crashes", "/play/server-crash")
VISITS = 3


@dataclass(frozen=True)
class Line:
    """A line to the server: ``delay`` in seconds there and back, ``rate`` in bytes a second; no rate for the machine's own."""

    name: str
    delay: float = 0.0
    rate: float = -1.0


LINES = (Line("loopback"), Line("400 ms, 400 kbit/s", 0.4, 50_000), Line("150 ms, 1.6 Mbit/s", 0.15, 200_000))


@dataclass(frozen=True)
class Visit:
    """What one visit took: requests, bytes on the wire, seconds until the heading and until the player can be used."""

    requests: int
    size: float
    heading: float
    player: float


def visit(browser: Browser, address: str, line: Line) -> Visit:
    """Open an address for the first time."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    conditions = {"offline": False, "latency": line.delay * 1000, "downloadThroughput": line.rate, "uploadThroughput": line.rate}
    session.send("Network.emulateNetworkConditions", conditions)
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("h1")
    heading = time.perf_counter() - begin
    page.wait_for_selector(".sp-player svg", state="attached", timeout=120_000)
    player = time.perf_counter() - begin
    context.close()
    return Visit(len(sizes), sum(sizes), heading, player)


def main() -> None:
    """Print a row a page and line."""
    chromium = os.environ.get("FAULTLINE_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        print(f"{'page':26}{'line':22}requests     kB  heading s  player s  player ÷ the line's own time")
        for path in PAGES:
            for line in LINES:
                visits = [visit(browser, server.url + path, line) for _ in range(VISITS)]
                size, player = median(one.size for one in visits), median(one.player for one in visits)
                # A line's own time: three ways there and back (page, its files, the socket), and the bytes.
                own = f"{player / (3 * line.delay + size / line.rate):6.1f}" if line.rate > 0 else "     –"
                requests, heading = median(one.requests for one in visits), median(one.heading for one in visits)
                print(f"{path:26}{line.name:22}{requests:8}{size / 1000:7.0f}{heading:11.2f}{player:10.2f}{own}")
        browser.close()
        server.stop()


if __name__ == "__main__":
    main()
