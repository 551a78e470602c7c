"""The act of a municipality: its whole record as a documentation package, made by the worker."""

import io
import random
import zipfile
from collections.abc import Iterator
from typing import Any

from tests.crash import invariants
from tests.crash.acts import Act
from tests.crash.browser import NoAnswerError
from tests.crash.installation import Installation

NEW = "/dokumentation/ny/?omfang=alle"
QUESTIONS = ("processors", "plan", "done", "followed_up")
KEPT = "aftale "  # what the stage calls the files that the municipality has
_MADE = """
    SELECT p.id, p.file_id, p.annexes, p.trouble, f.sha256,
           (SELECT count(*) FROM {schema}.workflows_municipal_municipallogentry l
             WHERE l.subject_id = p.id AND l.action = 'order') AS ordered,
           (SELECT count(*) FROM {schema}.workflows_municipal_municipallogentry l
             WHERE l.subject_id = p.id AND l.action = 'make') AS made
      FROM {schema}.documents_municipal_package p
      LEFT JOIN {schema}.documents_municipal_municipalfile f ON f.id = p.file_id
     WHERE p.answers->>'plan' = %s"""
_ZIPS = """
    SELECT count(*) FROM {schema}.documents_municipal_municipalfile f
     WHERE f.content_type = 'application/zip'
       AND NOT EXISTS (SELECT FROM {schema}.documents_municipal_package p WHERE p.file_id = f.id)"""


class Package(Act):
    """A contact person orders the documentation package of everything; the worker makes the zip."""

    name = "package"

    def __init__(self, installation: Installation, draw: random.Random) -> None:
        [member] = installation.ask(
            """
            SELECT m.schema_name, m.kommunekode, split_part(d.domain, '.', 1) AS site
              FROM tenants_municipality m JOIN tenants_domain d ON d.tenant_id = m.id
             ORDER BY m.kommunekode LIMIT 1"""
        )
        self.schema = member.schema_name
        self.who = (member.site, f"kontakt@{member.kommunekode}.example")
        self.plan = f"Planen {draw.getrandbits(32):08x}."
        super().__init__(installation, draw)

    def _rows(self) -> list[Any]:
        return self.installation.ask(_MADE.format(schema=self.schema), self.plan)

    def go(self) -> None:
        """Order it where that has not been done, and wait for the file."""
        if not self._rows():
            said = dict.fromkeys(QUESTIONS, "Som det fremgår af bilagene.") | {"plan": self.plan}
            self.send(NEW, list(said.items()))
        if not self._rows():
            raise NoAnswerError("The package was not ordered")
        self.installation.until(
            lambda: self._rows()[0].file_id is not None, "the package is made", hurry=True
        )
        self.wait("SELECT count(*) FROM workflows_job WHERE state IN ('queued', 'running')")

    def again(self) -> None:
        """Ask for what is made to be made again."""
        path = f"/dokumentation/{self._rows()[0].id}/"
        self.browser.post(f"{path}igen/", [], page=NEW)
        self.go()

    def wrong(self) -> Iterator[str]:
        """Ordered once, made once, one whole zip with every file in it, and none that is nobody's."""
        rows = self._rows()
        found = [(row.ordered, row.made, row.trouble) for row in rows]
        if found != [(1, 1, "")]:
            yield f"Packages, ordered and made by the log, and troubles: {found} instead of (1, 1, '')"
        if loose := self.value(_ZIPS.format(schema=self.schema)):
            yield f"{loose} zips belong to no package"
        for row in rows:
            content = invariants.stored(self.installation, row.sha256)
            if content is None:
                yield "The package's file is gone"
                continue
            with zipfile.ZipFile(io.BytesIO(content)) as made:
                kept = [name for name in made.namelist() if KEPT in name]
                if made.testzip() is not None or not kept:
                    yield f"The package is not whole: {made.namelist()}"
