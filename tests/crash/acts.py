"""What people do while something is killed. `go` can be called again at any time, as people try again.

Each looks first where things stand, as somebody does who opens the page again, and does what is missing.
"""

import hashlib
import io
import json
import os
import random
import signal
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import date, timedelta
from time import monotonic
from typing import Any

import openpyxl

from secretariat.embedded.install import PYTHON, REPOSITORY
from tenants.kommuner import KOMMUNER
from tests.crash import invariants
from tests.crash.browser import Browser, Fields, NoAnswerError
from tests.crash.installation import Installation

BATCH = 2  # reports sent in one act
FILE_BYTES = 24_000_000
LINES = 2000


QUIET_WEEKS = {1, 28, 29, 30, 52, 53}


def open_wednesday() -> date:
    """Return a Wednesday some weeks ahead on which a deadline may fall."""
    day = date.today() + timedelta(days=40)  # noqa: DTZ011
    while day.weekday() != 2 or day.isocalendar().week in QUIET_WEEKS or (day.month, day.day) == (6, 5):
        day += timedelta(days=1)
    return day


class Act(ABC):
    """One act on one case of its own."""

    name: str
    who = ("sekretariat", "sara@sekretariat.example")

    def __init__(self, installation: Installation, draw: random.Random) -> None:
        """Sign in before anything is killed; the session is to outlive what comes."""
        self.installation = installation
        self.draw = draw
        site, email = self.who
        self.browser = Browser(installation.port, site).sign_in(email)
        self.answered: float | None = None  # when the last of the act's forms had been sent

    @abstractmethod
    def go(self) -> None:
        """Do the act to its end; raises NoAnswerError where a part is gone."""

    @abstractmethod
    def wrong(self) -> Iterator[str]:
        """Say what is not as it should be once the act is done."""

    def again(self) -> None:
        """Do once more what has been done: it must change nothing."""
        self.go()

    def over(self) -> None:  # noqa: B027 - most acts leave nothing behind
        """Take away what stood there for this act alone."""

    def send(
        self, path: str, fields: Fields, *, page: str = "", file: tuple[str, str, bytes] | None = None
    ) -> None:
        """Send a form, and note when that was done."""
        self.browser.post(path, fields, page=page, file=file)
        self.answered = monotonic()

    def value(self, query: str, *given: Any) -> Any:
        """Return the one value that a query answers, or None."""
        rows = self.installation.ask(query, *given)
        return rows[0][0] if rows else None

    def mailboxes(self) -> set[str]:
        """Return the members' shared mailboxes."""
        rows = self.installation.ask("SELECT shared_mailbox FROM tenants_municipality")
        return {row.shared_mailbox for row in rows}

    def wait(self, query: str, *given: Any) -> None:
        """Wait until a query answers 0."""
        self.installation.until(lambda: self.value(query, *given) == 0, query, hurry=True)

    def wait_for_mails(self) -> None:
        """Wait until the outbox is empty."""
        self.wait("SELECT count(*) FROM workflows_outboxmail WHERE state = 'waiting'")


class Publish(Act):
    """Sara sends several reports to all members in one act; the mails leave."""

    name = "publish"

    def __init__(self, installation: Installation, draw: random.Random, reports: list[str]) -> None:
        super().__init__(installation, draw)
        self.audits = reports
        rows = installation.ask(
            """
            SELECT DISTINCT m.shared_mailbox FROM tenants_municipality m
              JOIN register_systemuse u ON u.municipality_id = m.id
              JOIN audits_joint_auditsystem x ON x.system_id = u.system_id
             WHERE x.audit_id = ANY (%s::uuid[])""",
            reports,
        )
        self.whom = {row.shared_mailbox for row in rows}

    def _ready(self) -> list[str]:
        rows = self.installation.ask(
            "SELECT id FROM audits_joint_audit WHERE state = 'ready' AND id = ANY (%s::uuid[])", self.audits
        )
        return [str(row.id) for row in rows]

    def go(self) -> None:
        if ready := self._ready():
            marks = "&".join(f"sag={each}" for each in ready)
            form = [("send", "1"), *(("sag", each) for each in ready)]
            self.send("/tilsyn/udsendelse/", form, page=f"/tilsyn/udsendelse/?{marks}")
        if self._ready():
            raise NoAnswerError("The reports were not sent")
        self.wait("SELECT count(*) FROM tenants_recipient WHERE state = 'waiting'")
        self.wait_for_mails()

    def again(self) -> None:
        form = [("send", "1"), *(("sag", each) for each in self.audits)]
        self.browser.post("/tilsyn/udsendelse/", form, page="/register/leverandoerer/ny/")
        self.wait_for_mails()

    def wrong(self) -> Iterator[str]:
        about = [
            str(row.id)
            for row in self.installation.ask(
                "SELECT id FROM audits_joint_report WHERE audit_id = ANY (%s::uuid[])", self.audits
            )
        ]
        if self._ready():
            yield f"Reports {self._ready()} are still not sent"
        yield from invariants.one_mail_each(self.installation, "audits/to_municipality", about, self.whom)


class Agreements(Act):
    """Sara sends a text to all members; the worker makes a document for each and delivers."""

    name = "agreements"

    def __init__(self, installation: Installation, draw: random.Random, text: str) -> None:
        super().__init__(installation, draw)
        self.text = text
        self.whom = self.mailboxes()

    def _sent(self) -> bool:
        found = self.value(
            "SELECT count(*) FROM agreements_joint_sending WHERE common_text_id = %s", self.text
        )
        return bool(found)

    def _send(self) -> None:
        members = self.installation.ask("SELECT id FROM tenants_municipality")
        form = [("municipality", str(row.id)) for row in members]
        form += [("answer_by", open_wednesday().isoformat())]
        self.send(f"/aftaler/{self.text}/send-til-kommuner/", form)

    def go(self) -> None:
        if not self._sent():
            self._send()
        if not self._sent():
            raise NoAnswerError("The text was not sent")
        self.wait("SELECT count(*) FROM workflows_job WHERE state IN ('queued', 'running')")
        self.wait_for_mails()

    def again(self) -> None:
        sending = self.value("SELECT id FROM agreements_joint_sending WHERE common_text_id = %s", self.text)
        path = f"/aftaler/{self.text}/udsendelser/{sending}/igen/"
        self.browser.post(path, [], page="/register/leverandoerer/ny/")
        self.go()

    def wrong(self) -> Iterator[str]:
        issued = self.installation.ask(
            """
            SELECT i.municipality_name, f.sha256 FROM agreements_joint_issuedagreement i
              JOIN documents_storedfile f ON f.id = i.word_id WHERE i.common_text_id = %s""",
            self.text,
        )
        if len(issued) != len(self.whom):
            yield f"{len(issued)} agreements for {len(self.whom)} members"
        for row in issued:
            content = invariants.stored(self.installation, row.sha256)
            if content is None or not invariants.readable(content, row.municipality_name):
                yield f"The agreement of {row.municipality_name} cannot be read"
        yield from invariants.one_mail_each(
            self.installation, "agreements/agreement_delivered", [self.text], self.whom
        )


class Upload(Act):
    """Leo hands in a large file."""

    name = "upload"
    who = ("leverandoer", "leo@nordlys.example")

    def __init__(self, installation: Installation, draw: random.Random, case: str) -> None:
        super().__init__(installation, draw)
        self.case = case
        self.title = f"Erklæring {draw.getrandbits(32):08x}"
        self.content = large_pdf(draw)

    def _handed_in(self) -> int:
        return int(self.value("SELECT count(*) FROM audits_joint_evidence WHERE title = %s", self.title))

    def go(self) -> None:
        if self._handed_in():
            return
        systems = self.installation.ask(
            "SELECT id FROM audits_joint_auditsystem WHERE audit_id = %s", self.case
        )
        form = [("kind", "isae3000"), ("title", self.title), ("wish", "download")]
        form += [("covers", str(row.id)) for row in systems]
        self.send(f"/tilsyn/{self.case}/dokumentation/", form, file=("file", "erklæring.pdf", self.content))
        if not self._handed_in():
            raise NoAnswerError("The file was not handed in")

    def wrong(self) -> Iterator[str]:
        rows = self.installation.ask(
            """
            SELECT f.sha256, f.size, e.state FROM audits_joint_evidence e
              JOIN documents_storedfile f ON f.id = e.file_id WHERE e.title = %s""",
            self.title,
        )
        wanted = [(hashlib.sha256(self.content).hexdigest(), len(self.content), "ready")]
        if [tuple(row) for row in rows] != wanted:
            yield f"Handed in: {rows}"


class Import(Act):
    """Sara lets a portfolio be read, looks at it and confirms; the worker reads and writes."""

    name = "import"

    def __init__(self, installation: Installation, draw: random.Random) -> None:
        super().__init__(installation, draw)
        self.file = f"portefølje {draw.getrandbits(32):08x}.xlsx"
        self.content = portfolio(installation, draw)

    def _state(self) -> str | None:
        found = self.value(
            "SELECT state FROM register_importrun WHERE file_name = %s ORDER BY created_at DESC LIMIT 1",
            self.file,
        )
        return str(found) if found else None

    def go(self) -> None:
        if self._state() is None:
            self.send("/register/indlaesning/", [], file=("file", self.file, self.content))
        self._wait_while("uploaded")
        if self._state() == "previewed":
            run = self.value(
                "SELECT id FROM register_importrun WHERE file_name = %s ORDER BY created_at DESC", self.file
            )
            self.send(f"/register/indlaesning/{run}/indlaes/", [], page=f"/register/indlaesning/{run}/")
        self._wait_while("running")
        self.wait("SELECT count(*) FROM workflows_job WHERE state IN ('queued', 'running')")
        if self._state() != "done":
            raise NoAnswerError(f"The import is {self._state()}")

    def _wait_while(self, state: str) -> None:
        self.installation.until(lambda: self._state() != state, f"the import is no more {state}", hurry=True)

    def again(self) -> None:
        """Read the same file a second time, under another name."""
        self.file = f"igen {self.file}"
        self.go()
        counters = self.value("SELECT counters FROM register_importrun WHERE file_name = %s", self.file)
        if set(counters) != {"unchanged"}:
            raise AssertionError(f"The same file again: {counters}")

    def wrong(self) -> Iterator[str]:
        [row] = self.installation.ask(
            "SELECT state, counters FROM register_importrun WHERE file_name = %s", self.file
        )
        if row.state != "done" or sum(row.counters.values()) != LINES:
            yield f"The import is {row.state}: {row.counters}"


class Onboard(Act):
    """The command makes a municipality a member and invites its contact person. It can itself be killed."""

    name = "onboard"

    def __init__(self, installation: Installation, draw: random.Random) -> None:
        super().__init__(installation, draw)
        taken = {row.kommunekode for row in installation.ask("SELECT kommunekode FROM tenants_municipality")}
        self.facts = next(each for each in KOMMUNER if each.kommunekode not in taken)
        self.email = f"kontakt@{self.facts.kommunekode}.example"
        self.command: subprocess.Popen[str] | None = None

    def _invited(self) -> int:
        query = """
            SELECT count(*) FROM accounts_invitation i JOIN accounts_engagement e ON e.id = i.engagement_id
             WHERE e.email = %s"""
        return int(self.value(query, self.email))

    def go(self) -> None:
        if self._invited():
            return
        given = [self.facts.kommunekode, "--contact", "Kirsten Kontakt", "--email", self.email]
        given += ["--mailbox", f"post@{self.facts.kommunekode}.example"]
        self.command = subprocess.Popen(
            [PYTHON, REPOSITORY / "manage.py", "onboard_municipality", *given],
            env=self.installation.environment,
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        said, _ = self.command.communicate()
        if self.command.returncode != 0:
            raise NoAnswerError(f"onboard_municipality: {self.command.returncode} {said[-600:]}")

    def kill_command(self) -> None:
        """kill -9 of the command, if it runs."""
        if self.command is not None and self.command.poll() is None:
            os.killpg(self.command.pid, signal.SIGKILL)

    def wrong(self) -> Iterator[str]:
        if self._invited() != 1:
            yield f"{self.facts.name}: {self._invited()} invitations"
        self.installation.manage("check_walls")


ACTS = (Publish, Agreements, Upload, Import, Onboard)


def large_pdf(draw: random.Random) -> bytes:
    """Return a PDF of one page whose content does not compress."""
    stream = draw.randbytes(FILE_BYTES)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    made = [b"%PDF-1.4\n"]
    places, at = [], len(made[0])
    for number, each in enumerate(objects, 1):
        places.append(at)
        made.append(b"%d 0 obj%s\nendobj\n" % (number, each))
        at += len(made[-1])
    made.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    made += [b"%010d 00000 n \n" % place for place in places]
    made.append(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at))
    return b"".join(made)


def portfolio(installation: Installation, draw: random.Random) -> bytes:
    """Return a workbook of LINES uses of the same systems, with numbers of data subjects of its own."""
    members = installation.ask("SELECT name, cvr FROM tenants_municipality ORDER BY kommunekode")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Anvendelser")
    sheet.append(
        ["Kommune", "Kommunens CVR", "It-system", "Leverandør", "Personoplysninger", "Antal registrerede"]
    )
    for number in range(LINES):
        system, member = divmod(number, len(members))
        subjects = draw.randint(1, 900_000)
        supplier = f"Prøveleverandør {system % 20} A/S"
        sheet.append([members[member].name, members[member].cvr, f"Prøve {system}", supplier, "Ja", subjects])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def staged(installation: Installation, reports: int, texts: int, cases: int) -> dict[str, list[str]]:
    """Have more to send, and more to hand in to."""
    made: dict[str, list[str]] = json.loads(
        installation.stage("supply", str(reports), str(texts), str(cases))
    )
    return made
