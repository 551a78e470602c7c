"""An edition of the report: its body with content controls, and the joint file without them.

The body is made of the data, or is what the case worker has checked in. Each municipality's own file is
taken from it (audits.joint.actions.copies); the joint file is the secretariat's and the supplier's.
"""

import hashlib
import json

from django.utils import timezone

from audits.joint.letters.common import REPORT
from audits.joint.letters.marking import Fields, Systems, marked, own_words
from audits.joint.letters.report import EVERYBODY, report_context
from audits.joint.models import Audit, ReportVersion
from documents.actions import Made, keep_all_made
from documents.models import StoredFile
from documents.templates import fill, in_force
from documents.word.dividing import Portion, divided, with_controls
from workflows.actors import Actor

OF_THE_MOMENT = ("dato", "kvalitetslaeser", "rapport_version", "sekretariat")


def fields_of(audit: Audit, version: ReportVersion) -> Fields:
    """Return the fields of a version as the data are now."""
    return report_context(audit, number_of(version), draft=False)


def number_of(version: ReportVersion) -> str:
    """Return what a version is called in the file: "2.0"."""
    return f"{version.number}.0"


def hash_of_facts(fields: Fields) -> str:
    """Return the hash of the data behind a report, without what changes by itself."""
    lasting = {key: value for key, value in fields.items() if key not in OF_THE_MOMENT}
    return hashlib.sha256(json.dumps(lasting, default=str, sort_keys=True).encode()).hexdigest()


def generated(audit: Audit, fields: Fields) -> bytes:
    """Return the body of a report with these fields, from the template in force."""
    template = in_force(REPORT, timezone.localdate())
    return with_controls(fill(template, marked(fields, audit)))


def for_all(audit: Audit, version: ReportVersion, body: bytes, *, keep: bool = False) -> bytes:
    """Return the file about all systems; with `keep` still a body, under the version's number."""
    systems = Systems(audit)
    words = own_words(audit, systems, list(systems.bit), EVERYBODY, number_of(version))
    return divided(body, [Portion(systems.all | systems.elsewhere, words)], keep=keep)[0]


def write_edition(version: ReportVersion, body: bytes, *, by: Actor) -> tuple[StoredFile, StoredFile]:
    """Keep a body and the joint file taken from it; returns both.

    The supplier sees neither; the joint file once the version is sent.
    """
    audit, number = version.audit, number_of(version)
    word = f"{audit.supplier.name} {audit.case_number} v{number}"
    title = f"Tilsynsrapport, {audit.supplier.name}, version {number}"
    stored = keep_all_made(
        [
            Made(body, f"Tilsynsrapport til redigering {word}.docx", f"{title}, til redigering"),
            Made(for_all(audit, version, body), f"Tilsynsrapport {word}.docx", title),
        ],
        by=by,
    )
    return stored[0], stored[1]
