"""What of a report every recipient reads, and whom or what it names that is not everybody's business.

A municipality's own file leaves out what is about systems it does not use (audits.joint.letters.marking).
What stands outside those parts (the summary, what the municipalities must do, what a case worker wrote
between them in Word) is the same in every file. A municipality's name there, or a system that some
recipients do not use, tells one member what another has.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from audits.joint.letters.common import sender
from audits.joint.models import Audit
from documents.word.dividing import Portion, divided, paragraphs
from workflows.engine import NotPossibleError

PARTS = (
    "Alle, der får rapporten, læser sammenfatningen, hvad kommunerne selv skal gøre, næste tilsyn og al "
    "anden tekst, der ikke hører til ét system. Konklusion, forhold, høringssvar og opfølgning om et system "
    "får kun de kommuner, der bruger systemet."
)
_NOBODY = {"modtager": "", "systemer": "", "forhold": "", "version": ""}

# All municipalities, and those of the supplier's systems that some recipient does not use. Who receives: the
# members that use one of the audited systems now, and those that have the report.
_NAMES = """
WITH audited AS (
    SELECT x.system_id FROM audits_joint_auditsystem x WHERE x.audit_id = %(audit)s
), recipients AS (
    SELECT u.municipality_id AS id FROM register_systemuse u
      JOIN tenants_municipality m ON m.id = u.municipality_id AND m.state IN ('member', 'leaving')
     WHERE u.is_active AND u.system_id IN (SELECT system_id FROM audited)
     UNION
    SELECT s.municipality_id FROM tenants_standing s
      JOIN audits_joint_report r ON r.id = s.joint_id
     WHERE s.kind = 'audit_report' AND r.audit_id = %(audit)s
)
SELECT 'municipality', name, short_name FROM tenants_municipality
 UNION ALL
SELECT 'system', s.name, s.name FROM register_system s
 WHERE (s.supplier_id = %(supplier)s OR s.id IN (SELECT system_id FROM audited))
   AND EXISTS (SELECT FROM recipients r WHERE NOT EXISTS (
               SELECT FROM register_systemuse u
                WHERE u.system_id = s.id AND u.municipality_id = r.id AND u.is_active))
"""


class NamesOthersError(NotPossibleError):
    """A report names a municipality or a system where everybody reads it, and nobody has confirmed that."""

    def __init__(self, named: Sequence["Named"]) -> None:
        """Keep what is named, for the page to show."""
        self.named = list(named)
        super().__init__(
            "Filen er ikke lagt ind: tekst, som alle modtagere får, nævner en kommune eller et system, som "
            "ikke alle bruger. Ret filen, eller bekræft, at alle må læse det, og vælg filen igen."
        )


@dataclass(frozen=True)
class Named:
    """A name that stands where every recipient reads it, and the paragraph it stands in."""

    name: str
    is_system: bool
    text: str

    @property
    def why(self) -> str:
        """Return in Danish why it may not be everybody's business."""
        return "et system, som ikke alle modtagere bruger" if self.is_system else "en kommune"


def named_in_file(audit: Audit, body: bytes) -> list[Named]:
    """Return what an edited report names in the parts that every recipient gets.

    Raises RefusedTemplateError (documents.word) for a file that cannot be read. Act as the secretariat.
    """
    [common] = divided(body, [Portion(0, _NOBODY)])
    return named_in(audit, paragraphs(common)[0])


def named_in_words(audit: Audit) -> list[Named]:
    """Return what the report's own words, as they are stored, name. Act as the secretariat."""
    report = audit.report
    words = [report.summary, report.summary_en, report.next_audit]
    return named_in(audit, [*words, *(duty.text for duty in audit.duties.all())])


def named_in(audit: Audit, texts: Iterable[str]) -> list[Named]:
    """Return each name once, with the first of the texts it stands in."""
    known = _letterhead(audit)
    read = [(text.strip(), _without(text, known)) for text in texts if text.strip()]
    found = []
    for name, pattern, is_system in _patterns(audit):
        place = next((text for text, searched in read if pattern.search(searched)), None)
        if place is not None:
            found.append(Named(name, is_system, place))
    return sorted(found, key=lambda each: (each.is_system, each.name))


def _patterns(audit: Audit) -> list[tuple[str, re.Pattern[str], bool]]:
    """Return the names to look for; a municipality by its short name, also in the genitive."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, {"audit": audit.id, "supplier": audit.supplier_id})
        rows = cursor.fetchall()
    return [
        (name, re.compile(rf"(?<!\w){re.escape(said)}(?:s|es|')?(?!\w)", flags), kind == "system")
        for kind, name, said in rows
        for flags in [re.IGNORECASE if kind == "system" else 0]
    ]


def _letterhead(audit: Audit) -> list[str]:
    """Return the words of the letter's head, which say nothing of a member: its address has a town in it."""
    head = sender(audit, timezone.localdate())
    said = [*head["sekretariat"].values(), *head["sagsbehandler"].values(), head["leverandoer"]["navn"]]
    words = {line.strip() for each in said for line in [str(each), *str(each).splitlines()]}
    # One word alone may be a municipality's or a system's name; that is looked for everywhere.
    return sorted((each for each in words if " " in each), key=len, reverse=True)


def _without(text: str, known: list[str]) -> str:
    for each in known:
        text = text.replace(each, " ")
    return text
