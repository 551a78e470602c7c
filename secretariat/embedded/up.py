"""What bin/up does: install, start the servers, fill the database, start the product, watch it all.

Runs under whatever Python started it; everything that needs packages runs in .venv's Python.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from secretariat.embedded.console import Console
from secretariat.embedded.datafolder import DataFolder, superuser_variables, variables_for
from secretariat.embedded.errors import DidNotStart, EmbeddedError, PortTaken
from secretariat.embedded.install import PYTHON, REPOSITORY, clean_environment, install, packages_folders
from secretariat.embedded.ports import LOOPBACK, has_ipv6, is_free
from secretariat.embedded.processes import Processes
from secretariat.embedded.servers import EmbeddedPostgres, EmbeddedValkey

FIRST_ADMINISTRATOR = "administrator@sekretariat.example"

# Made by a first start; removed when a first start was broken off, so that it can begin again.
MADE_BY_FIRST_START = ("postgres", "valkey", "files", "beat", "static")

# A worker or beat that ends is started again, but not for ever.
RESTARTS = 5


class Stopped(Exception):
    """Somebody asked us to stop (Ctrl-C, SIGTERM, a closed terminal)."""


class Up:
    """One run of bin/up."""

    def __init__(self, data: DataFolder, console: Console, *, port: int, empty: bool) -> None:
        self.data = data
        self.console = console
        self.port = port
        self.empty = empty
        self.processes = Processes(data.path / "processes")
        self.environment = clean_environment()
        self.restarts = {"worker": 0, "beat": 0}

    # --- the steps, in order ---

    def run(self) -> int:
        """Everything from the first check to the last goodbye; returns the exit code."""
        try:
            left = self.processes.stop_leftovers()
            if left:
                self.say(f"stoppede, hvad en afbrudt kørsel havde efterladt: {', '.join(left)}")
            check_port(self.port)
            self.install()
            first = self.first_start()
            variables = self.start_servers()
            self.prepare(variables, first)
            self.welcome(self.start_product(), first)
            self.watch()
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            running = list(self.processes.children)
            self.processes.close()
            for name in running:
                self.console.drain(name)
        return 0

    def install(self) -> None:
        """Packages first: nothing else works without them."""
        install("requirements.txt", self.say, self.run_to_end)
        self.console.say(f"pakker installeret ({self.console.seconds():.1f} s)")
        self.console.restart_clock()

    def first_start(self) -> bool:
        """Whether the data must be made; clears what a broken-off first start left.

        Raises EmbeddedError when the folder holds an installation of another kind than asked for.
        """
        kind, state = "empty" if self.empty else "demo", self.data.read_state()
        if state == "":
            if (self.data.path / "postgres" / "cluster").exists():
                raise EmbeddedError(
                    f"Datamappen {self.data.path} indeholder en database, som bin/up ikke har lavet. "
                    f"Vælg en anden mappe med --data."
                )
        elif state.startswith("making"):
            self.say("forrige første start blev ikke færdig; begynder forfra")
            for name in MADE_BY_FIRST_START:
                shutil.rmtree(self.data.path / name, ignore_errors=True)
        else:
            if self.empty and state == "demo":
                raise EmbeddedError(
                    f"Datamappen {self.data.path} har allerede demodata. "
                    f"Brug --empty med en ny mappe (--data)."
                )
            self.empty = state == "empty"
            return False
        self.data.write_state(f"making {kind}")
        return True

    def start_servers(self) -> dict[str, str]:
        """PostgreSQL and Valkey; returns the variables the product is started with."""
        self.say("starter PostgreSQL og Valkey")
        search, follow = packages_folders(), self.console.follow
        postgres = EmbeddedPostgres(
            self.data.path / "postgres", processes=self.processes, follow=follow, search=search
        ).start()
        valkey = EmbeddedValkey(
            self.data.path / "valkey", processes=self.processes, follow=follow, search=search
        ).start()
        variables = variables_for(self.data, postgres, valkey, port=self.port)
        self.data.write_environment(variables)
        self.environment |= variables | {"PYTHONUNBUFFERED": "1"}
        return superuser_variables(postgres)

    def prepare(self, superuser: dict[str, str], first: bool) -> None:
        """Database, schema and, the first time, data."""
        self.manage("database", "prepare_database", more=superuser)
        self.manage("skema", "migrate_schemas")
        if not first:
            self.manage("skabeloner", "install_templates")
            return
        if self.empty:
            self.manage("første", "invite_first_administrator", "--email", FIRST_ADMINISTRATOR)
        else:
            self.manage("demo", "load_demo")
        self.data.write_state("empty" if self.empty else "demo")

    def start_product(self) -> str:
        """The web server, and when its first page is there worker and beat; returns how to sign in.

        Not all at once: on two cores the page would wait for what nobody waits for.
        """
        self.say("starter webserver, worker og beat")
        self.start("web")
        people = "" if self.empty else self.ask("demo_people")
        self.wait_for_first_page()
        self.start("worker")
        self.start("beat")
        return people

    def welcome(self, people: str, first: bool) -> None:
        """Says where everything is and how to sign in."""
        base = f"localhost:{self.port}"
        third = "<kommune>" if self.empty else "aalborg"
        say = self.console.say
        say()
        say(f"  Sekretariatet   http://sekretariat.{base}/")
        say(f"  Kommunen        http://{third}.{base}/")
        say(f"  Leverandøren    http://leverandoer.{base}/")
        say()
        if people:
            say("\n".join(f"  {line}".rstrip() for line in people.splitlines()))
            say()
        elif first:
            say(f"  Den første administrator ({FIRST_ADMINISTRATOR}) begynder med linket ovenfor.")
            say()
        say(f"  Data: {self.data.path} – stop med Ctrl-C")
        say(f"klar ({self.console.seconds():.1f} s)")

    def watch(self) -> None:
        """Until asked to stop; a server that ends stops everything, a worker is started again."""
        while True:
            time.sleep(0.5)
            for name, child in list(self.processes.children.items()):
                code = child.poll()
                if code is not None:
                    self.ended(name, code)

    def ended(self, name: str, code: int) -> None:
        """Raises DidNotStart naming the process that cannot be done without."""
        self.processes.stop(name)
        how = f"signal {-code}" if code < 0 else f"kode {code}"
        if name in self.restarts and self.restarts[name] < RESTARTS:
            self.restarts[name] += 1
            self.say(f"{name} stoppede ({how}) og startes igen")
            self.start(name)
            return
        raise DidNotStart(f"{name} stoppede uventet ({how}); derfor stopper bin/up. Se linjerne ovenfor.")

    # --- helpers ---

    def say(self, text: str) -> None:
        """A line of bin/up's own."""
        self.console.say(text, "up")

    def start(self, name: str) -> None:
        """Starts one of the product's own processes."""
        command = product_commands(self.data, self.port)[name]
        self.processes.start(name, command, env=self.environment, cwd=REPOSITORY, follow=self.console.follow)

    def run_to_end(self, name: str, command: Sequence[str | Path]) -> int:
        """Runs a program with its output in the log; returns its exit code."""
        child = self.processes.start(
            name, command, env=self.environment, cwd=REPOSITORY, follow=self.console.follow
        )
        code = child.wait()
        self.processes.stop(name)
        self.console.drain(name)
        return code

    def manage(self, name: str, *command: str, more: dict[str, str] | None = None) -> None:
        """Runs a manage.py command; raises DidNotStart when it fails."""
        began = time.monotonic()
        self.say(f"manage.py {command[0]} …")
        usual = self.environment
        self.environment = usual | (more or {})
        try:
            code = self.run_to_end(name, [PYTHON, REPOSITORY / "manage.py", *command])
        finally:
            self.environment = usual
        if code != 0:
            raise DidNotStart(f"manage.py {command[0]} mislykkedes (kode {code}); se linjerne ovenfor.")
        self.say(f"manage.py {command[0]} færdig ({time.monotonic() - began:.1f} s)")

    def ask(self, command: str) -> str:
        """What a manage.py command prints."""
        answer = subprocess.run(
            [PYTHON, REPOSITORY / "manage.py", command],
            env=self.environment,
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
        )
        if answer.returncode != 0:
            raise DidNotStart(f"manage.py {command} mislykkedes:\n{answer.stderr.strip()}")
        return answer.stdout.rstrip()

    def wait_for_first_page(self, patience: float = 60.0) -> None:
        """Until the secretariat's front page answers; raises DidNotStart when it does not in time."""
        page = urllib.request.Request(
            f"http://{LOOPBACK}:{self.port}/", headers={"Host": f"sekretariat.localhost:{self.port}"}
        )
        straight = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())
        until = time.monotonic() + patience
        while time.monotonic() < until:
            if (code := self.processes.children["web"].poll()) is not None:
                self.ended("web", code)
            try:
                straight.open(page, timeout=20).close()
                return
            except urllib.error.HTTPError as answer:
                if answer.code < 500:
                    return
                raise DidNotStart(f"Forsiden svarer med fejl {answer.code}; se linjerne ovenfor.") from None
            except OSError:
                time.sleep(0.1)
        raise DidNotStart(f"Webserveren svarede ikke inden {patience:.0f} sekunder.")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect to the sign-in page is an answer; its host name need not be known to this machine."""

    def redirect_request(self, *_: object) -> None:
        return None


def product_commands(data: DataFolder, port: int) -> dict[str, list[str | Path]]:
    """Web server, worker and beat, as they run beside the embedded servers."""
    listen = [f"--bind={LOOPBACK}:{port}", *([f"--bind=[::1]:{port}"] if has_ipv6() else [])]
    web: list[str | Path] = [PYTHON, "-m", "gunicorn", "secretariat.wsgi:application", *listen]
    web += ["--workers=1", "--threads=8", "--no-control-socket", "--access-logfile=-", "--log-level=warning"]
    web += ["--access-logformat=%(m)s %({host}i)s%(U)s %(s)s %(M)s ms", "--graceful-timeout=5"]
    celery: list[str | Path] = [PYTHON, "-m", "celery", "--app=secretariat.celery", "--quiet"]
    worker = [*celery, "worker", "--concurrency=1", "--loglevel=info", "--without-gossip", "--without-mingle"]
    schedule = data.path / "beat"
    schedule.mkdir(exist_ok=True)
    beat = [*celery, "beat", "--loglevel=warning", "--pidfile=", f"--schedule={schedule / 'schedule'}"]
    return {"web": web, "worker": worker, "beat": beat}


def check_port(port: int) -> None:
    """Raises PortTaken, with what to do, when the web server could not listen."""
    if is_free(port) and (not has_ipv6() or is_free(port, "::1")):
        return
    if port < 1024 and os.geteuid() != 0:
        raise PortTaken(f"Port {port} kræver særlige rettigheder. Vælg en port over 1023 med --port.")
    raise PortTaken(f"Port {port} er optaget af et andet program. Vælg en anden: bin/up --port {port + 1}")


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """The command line of bin/up; a wrong one ends the program with an explanation."""
    parser = argparse.ArgumentParser(prog="bin/up", description="Starter Fællestilsyn på denne maskine.")
    parser.add_argument("--port", type=int, default=8000, help="webserverens port (8000)", metavar="N")
    parser.add_argument(
        "--data", type=Path, default=REPOSITORY / ".data", help="datamappe (.data)", metavar="DIR"
    )
    parser.add_argument("--empty", action="store_true", help="uden demodata, med en invitation")
    parsed = parser.parse_args(given)
    if not 0 < parsed.port < 65536:
        parser.error(f"--port skal være mellem 1 og 65535, ikke {parsed.port}")
    return parsed


def main(given: Sequence[str]) -> int:
    """Runs bin/up; returns its exit code."""
    options, console = arguments(given), Console()
    if os.environ.get("SEKRETARIAT_MODE") == "production":
        console.say("bin/up kører kun demoen. Drift startes som beskrevet i docs/operations.md.")
        return 2
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        data = DataFolder(options.data)
        return Up(data, console, port=options.port, empty=options.empty).run()
    except Stopped:
        console.say("stoppet", "up")
        return 0
    except EmbeddedError as error:
        console.say(str(error))
        return 1


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped
