"""A whole installation for browser tests: bin/up itself, with the demo, on a port and folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, StorageState, ViewportSize

from secretariat.demo.people import PASSWORD

REPOSITORY = Path(__file__).resolve().parents[2]
READY = "klar ("
PATIENCE = 300  # seconds, for a first start beside other tests
_SESSIONS: dict[tuple[int, str, str], StorageState] = {}


@dataclass(frozen=True)
class Installation:
    """Where a running installation answers."""

    port: int
    data: Path

    def url(self, site: str, path: str = "/") -> str:
        """Return an address on a site: sekretariat, leverandoer, or a municipality's name."""
        return f"http://{site}.localhost:{self.port}{path}"

    def sign_in(self, browser: Browser, site: str, email: str) -> Page:
        """Return a page of somebody who has just signed in, in a browser session of their own."""
        page = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 900}).new_page()
        page.goto(self.url(site, "/konto/log-ind/"))
        page.get_by_label("E-mail").fill(email)
        page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Log ind").click()
        page.wait_for_url(self.url(site))
        return page

    def come_in(self, browser: Browser, site: str, email: str) -> Page:
        """Return a page of somebody whose sign-in is not what is walked: a former session is gone on with.

        Who has none, or whose session has ended meanwhile, signs in.
        """
        key = (self.port, site, email)
        if key in _SESSIONS:
            screen: ViewportSize = {"width": 1280, "height": 900}
            kept = browser.new_context(locale="da-DK", viewport=screen, storage_state=_SESSIONS[key])
            page = kept.new_page()
            page.goto(self.url(site))
            if page.url == self.url(site):
                return page
            kept.close()
        page = self.sign_in(browser, site, email)
        _SESSIONS[key] = page.context.storage_state()
        return page

    def mail(self, browser: Browser, to: str, words: str) -> str:
        """Return the newest mail to an address whose text has the words, from the outbox page."""
        page = browser.new_page()
        page.goto(self.url("sekretariat", f"/udbakke/?q={to}"))
        for text in page.locator(".outbox-mail").all_inner_texts():
            if words in text:
                page.close()
                return text
        raise AssertionError(f"No mail to {to} says {words!r}.")


def link_in(mail: str) -> str:
    """Return the first address in a mail."""
    found = re.search(r"https?://\S+", mail)
    assert found, f"No link in: {mail}"
    return found.group()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(data: Path) -> Iterator[Installation]:
    """Run bin/up with the demo until the block ends; its log is told when it does not come up."""
    port = free_port()
    clean = {key: value for key, value in os.environ.items() if not key.startswith("SEKRETARIAT_")}
    command = [sys.executable, str(REPOSITORY / "bin" / "up"), "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=clean, cwd=REPOSITORY
    )
    assert process.stdout is not None
    log: list[str] = []
    ready = threading.Event()

    def follow() -> None:
        for line in process.stdout or ():
            log.append(line)
            if READY in line:
                ready.set()

    follower = threading.Thread(target=follow, daemon=True)
    follower.start()
    try:
        limit = time.monotonic() + PATIENCE
        while not ready.wait(0.2):
            if process.poll() is not None or time.monotonic() > limit:
                raise AssertionError("bin/up did not come up:\n" + "".join(log[-60:]))
        yield Installation(port, data)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)
        follower.join(timeout=60)
        process.stdout.close()
