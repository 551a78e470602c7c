"""The browser that tests drive: the machine's own chromium, quiet and without a profile."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.installation import Installation, running
from tests.browser.mass import Mass, working

expect.set_options(timeout=30_000)  # milliseconds: other tests and a worker share the machine
FLAGS = [
    "--no-sandbox",  # as root there is none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the browser that bin/test found, or the one on the path."""
    program = os.environ.get("SEKRETARIAT_TEST_BROWSER") or shutil.which("chromium")
    return {**browser_type_launch_args, "executable_path": program, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Browse as a Dane at a desk."""
    screen = {"width": 1280, "height": 900}
    return {**browser_context_args, "locale": "da-DK", "timezone_id": "Europe/Copenhagen", "viewport": screen}


@pytest.fixture(autouse=True)
def no_window_is_left_open(browser: Browser) -> Iterator[None]:
    """A page that a walk leaves open goes on asking the server, and slows every walk after it."""
    yield
    for each in browser.contexts:
        each.close()


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running bin/up with the whole demo; tests that ask for it share it."""
    with running(tmp_path_factory.mktemp("installation")) as found:
        yield found


@pytest.fixture(scope="session")
def mass(installation: Installation) -> Iterator[Mass]:
    """What many do in the installation without a browser."""
    with working(installation) as found:
        yield found
