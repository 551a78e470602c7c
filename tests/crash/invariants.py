"""What must be so after any kill. Each function returns the sentences of what is not; none means all is well.

They ask as the superuser over a fresh connection and know nothing of what was killed or when.
`whole` holds at every moment; `settled` holds once the worker has nothing left to do.
"""

import hashlib
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.crash.installation import PREFIX, Installation

Found = Iterator[str]

# One row for each report that a municipality has, with how many rows of each kind belong to it.
_REPORTS = """
    SELECT '{schema}' AS schema, r.version_id, count(DISTINCT s.id) AS systems, count(DISTINCT f.id) AS files,
           (SELECT count(*) FROM {schema}.workflows_municipal_municipallogentry l
             WHERE l.subject_id = r.id AND l.action = 'deliver') AS delivered,
           (SELECT count(*) FROM {schema}.workflows_municipal_municipallogentry l
              JOIN {schema}.audits_municipal_receivedsystem y ON y.id = l.subject_id
             WHERE y.report_id = r.id AND l.action = 'receive') AS received
      FROM {schema}.audits_municipal_receivedreport r
      LEFT JOIN {schema}.audits_municipal_receivedsystem s ON s.report_id = r.id
      LEFT JOIN {schema}.audits_municipal_receivedfile f ON f.report_id = r.id
     GROUP BY r.id, r.version_id"""
_AGREEMENTS = """
    SELECT '{schema}' AS schema, a.common_text_id, a.id, f.sha256,
           (SELECT count(*) FROM {schema}.workflows_municipal_municipallogentry l
             WHERE l.subject_id = a.id AND l.action = 'receive') AS logged
      FROM {schema}.agreements_municipal_agreement a
      LEFT JOIN {schema}.documents_municipal_municipalfile f ON f.id = a.word_id
     WHERE a.common_text_id IS NOT NULL"""
_FILES = "SELECT '{schema}' AS holder, sha256, size FROM {schema}.documents_municipal_municipalfile"

_UNSEALED = """
    SELECT count(*) AS rows FROM {schema}.workflows_{log} l
     WHERE NOT EXISTS (SELECT FROM {schema}.workflows_{seals} s WHERE s.entry = l.number)"""


def whole(installation: Installation) -> list[str]:
    """Return what is half done."""
    checks: tuple[Callable[[Installation], Found], ...] = (reports, agreements, files, members, imports)
    return [sentence for check in checks for sentence in check(installation)]


def settled(installation: Installation, taken: Counter[str], doubles_allowed: int) -> list[str]:
    """Return what is half done, left undone, sent twice or lying about."""
    return [
        *whole(installation),
        *nothing_waits(installation),
        *mails(installation, taken, doubles_allowed),
    ]


def in_schemas(installation: Installation, query: str) -> list[Any]:
    """Return the rows of a query over every municipality's schema."""
    schemas = [row.schema_name for row in installation.ask("SELECT schema_name FROM tenants_municipality")]
    return installation.ask(" UNION ALL ".join(query.format(schema=each) for each in schemas))


def reports(installation: Installation) -> Found:
    """A version is sent if and only if each member that uses its systems has it or waits for it by name."""
    has = {(row.version_id, row.schema): row for row in in_schemas(installation, _REPORTS)}
    seen = set()
    for row in installation.ask(
        """
        SELECT v.id AS version, v.sent_at IS NOT NULL AS sent, a.state, a.case_number, m.schema_name,
               w.state AS recipient, count(DISTINCT u.id) AS uses, count(DISTINCT t.id) AS standings,
               (SELECT count(*) FROM workflows_logentry l WHERE l.subject_id = a.id AND l.action = 'publish')
               AS published
          FROM audits_joint_reportversion v
          JOIN audits_joint_audit a ON a.id = v.audit_id
          JOIN audits_joint_auditsystem x ON x.audit_id = a.id
          JOIN register_systemuse u ON u.system_id = x.system_id AND u.is_active
          JOIN tenants_municipality m ON m.id = u.municipality_id
          LEFT JOIN tenants_recipient w ON w.delivery_id = v.id AND w.municipality_id = m.id
          LEFT JOIN tenants_standing t ON t.joint_id = v.report_id AND t.municipality_id = m.id
               AND t.kind = 'audit_report'
         GROUP BY v.id, a.id, m.id, w.id"""
    ):
        where = f"Report {row.case_number} at {row.schema_name}"
        one = has.get((row.version, row.schema_name))
        seen.add((row.version, row.schema_name))
        if row.sent != (row.state in ("published", "follow_up", "closed")) or row.published != row.sent:
            yield f"{where}: sent {row.sent}, state {row.state}, {row.published} rows in the log"
        if (row.recipient is not None) != row.sent:
            yield f"{where}: sent {row.sent}, but the recipient is {row.recipient}"
        if (one is not None) != (row.recipient == "delivered"):
            yield f"{where}: recipient {row.recipient}, report there: {one is not None}"
        if one and (
            one.systems,
            one.received,
            row.standings,
            one.delivered,
            one.files > 0,
        ) != (
            row.uses,
            row.uses,
            row.uses,
            1,
            True,
        ):
            yield f"{where}: {row.uses} uses, {row.standings} standings, {one}"
        if not one and row.standings:
            yield f"{where}: {row.standings} standings without a report"
    yield from (f"A report of nobody's at {schema}: {version}" for version, schema in set(has) - seen)


def agreements(installation: Installation) -> Found:
    """A member has exactly one agreement of a text, with its file, if and only if it was delivered."""
    rows = in_schemas(installation, _AGREEMENTS)
    times = Counter((row.common_text_id, row.schema) for row in rows)
    yield from (f"{times[each]} agreements of {each}" for each in times if times[each] != 1)
    has = {(row.common_text_id, row.schema): row for row in rows}
    for row in installation.ask(
        """
        SELECT s.common_text_id, m.schema_name, w.state AS recipient, i.id AS issued, f.sha256,
               (SELECT count(*) FROM tenants_standing t WHERE t.kind = 'agreement' AND t.subject_id = i.id)
               AS standings
          FROM agreements_joint_sending s
          JOIN tenants_municipality m ON m.id = ANY (s.municipality_ids)
          LEFT JOIN tenants_recipient w ON w.delivery_id = s.id AND w.municipality_id = m.id
          LEFT JOIN agreements_joint_issuedagreement i ON i.sending_id = s.id AND i.municipality_id = m.id
          LEFT JOIN documents_storedfile f ON f.id = i.word_id"""
    ):
        where = f"Agreement {row.common_text_id} at {row.schema_name}"
        one = has.pop((row.common_text_id, row.schema_name), None)
        if (one is not None) != (row.recipient == "delivered"):
            yield f"{where}: recipient {row.recipient}, agreement there: {one is not None}"
        if one and (one.id, one.sha256, one.logged, row.standings) != (row.issued, row.sha256, 1, 1):
            yield f"{where}: {one}, but {row}"
    yield from (f"An agreement of nobody's: {each}" for each in has)


def files(installation: Installation) -> Found:
    """What a row speaks of lies in the store whole, and is noted as held by whoever has the row."""
    rows = installation.ask("SELECT 'shared' AS holder, sha256, size FROM documents_storedfile")
    rows += in_schemas(installation, _FILES)
    holders = {
        (row.holder, row.sha256)
        for row in installation.ask(
            "SELECT h.holder, h.sha256 FROM documents_blobholder h JOIN documents_blob USING (sha256)"
        )
    }
    contents = {sha256: stored(installation, sha256) for sha256 in {row.sha256 for row in rows}}
    for row in rows:
        if (row.holder, row.sha256) not in holders:
            yield f"{row.holder} has a file {row.sha256[:12]} that it is not noted to hold"
        content = contents[row.sha256]
        if content is None or len(content) != row.size or hashlib.sha256(content).hexdigest() != row.sha256:
            yield f"{row.holder}'s file {row.sha256[:12]} is gone or not what it was"
    for row in installation.ask(
        """
        SELECT e.title, f.id
          FROM audits_joint_evidence e LEFT JOIN documents_storedfile f ON f.id = e.file_id"""
    ):
        if row.id is None:
            yield f"Evidence »{row.title}« has no file"


def stored(installation: Installation, sha256: str) -> bytes | None:
    """Return the content that lies under a hash."""
    path = installation.data.path / "files" / sha256[:2] / sha256[2:4] / sha256
    return path.read_bytes() if path.exists() else None


def left_lying(installation: Installation) -> list[Path]:
    """Return the files in the store that no row speaks of, and what never came further than arriving."""
    folder = installation.data.path / "files"
    known = {row.sha256 for row in installation.ask("SELECT sha256 FROM documents_blob")}
    return [path for path in folder.rglob("*") if path.is_file() and path.name not in known]


def members(installation: Installation) -> Found:
    """Row, host name, schema, every step of it, role and log row: all of them or none."""
    rows = installation.ask(
        """
        SELECT m.id, m.schema_name,
               (SELECT count(*) FROM tenants_domain d WHERE d.tenant_id = m.id) AS domains,
               (SELECT count(*) FROM workflows_logentry l WHERE l.subject_id = m.id AND l.action = 'onboard')
               AS logged
          FROM tenants_municipality m"""
    )
    schemas = {
        row.nspname
        for row in installation.ask("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, 'm_')")
    }
    roles = {
        row.rolname
        for row in installation.ask(
            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", f"{PREFIX}_m_"
        )
    }
    steps = installation.ask("SELECT count(*) AS steps FROM tenants_schemastep")[0].steps
    applied = {
        row.schema: row.steps
        for row in in_schemas(
            installation, "SELECT '{schema}' AS schema, count(*) AS steps FROM {schema}.django_migrations"
        )
    }
    if schemas != {row.schema_name for row in rows}:
        yield f"Schemas and members differ: {schemas ^ {row.schema_name for row in rows}}"
    if roles != {f"{PREFIX}_m_{row.id.hex}" for row in rows}:
        yield f"Roles and members differ: {roles ^ {f'{PREFIX}_m_{row.id.hex}' for row in rows}}"
    for row in rows:
        if (row.domains, row.logged, applied[row.schema_name]) != (1, 1, steps):
            yield f"{row.schema_name}: {row}, {applied[row.schema_name]} of {steps} steps"


def imports(installation: Installation) -> Found:
    """An import has written all its lines if it is done, and none of them before."""
    for row in installation.ask(
        """
        SELECT r.file_name, r.state, r.id,
               (SELECT count(*) FROM workflows_logentry l WHERE l.subject_id = r.id AND l.action = 'finish')
               AS finished
          FROM register_importrun r"""
    ):
        if (row.state == "done") != (row.finished == 1):
            yield f"Import {row.file_name}: {row.state}, finished {row.finished} times by the log"
    latest = "SELECT id, state FROM register_importrun ORDER BY created_at DESC LIMIT 1"
    for run in installation.ask(latest):
        [row] = installation.ask(
            """
            SELECT count(*) AS lines, count(u.id) FILTER (WHERE u.subjects = l.subjects) AS written,
                   count(*) FILTER (WHERE l.outcome = 'unchanged') AS as_before
              FROM register_importline l
              LEFT JOIN register_systemuse u USING (municipality_id, system_id)
             WHERE l.run_id = %s AND l.outcome IN ('new', 'changed', 'unchanged')""",
            run.id,
        )
        if row.written != (row.lines if run.state == "done" else row.as_before):
            yield f"The latest import is {run.state}, and {row.written} of its {row.lines} lines are written"


def nothing_waits(installation: Installation) -> Found:
    """No job and no mail is left over, and no recipient waits."""
    for row in installation.ask("SELECT kind, state, message FROM workflows_job WHERE state <> 'done'"):
        yield f"Job {row.kind} is {row.state}: {row.message}"
    for row in installation.ask(
        'SELECT "to", state, error FROM workflows_outboxmail WHERE state <> %s', "sent"
    ):
        yield f"Mail to {row.to} is {row.state}: {row.error}"
    for row in installation.ask("SELECT kind, reason FROM tenants_recipient WHERE state = 'waiting'"):
        yield f"A recipient of {row.kind} waits: {row.reason}"


def mails(installation: Installation, taken: Counter[str], doubles_allowed: int) -> Found:
    """Each mail of the outbox was handed to the mail server, none that is not there, and none twice.

    But for one: whose sender died after the server had taken it and before that was written down. Nobody
    can know then, so it is sent again under the same Message-ID: at most one for each such death.
    """
    known = {str(row.id) for row in installation.ask("SELECT id FROM workflows_outboxmail")}
    yield from (f"Mail {each} was never sent" for each in known - set(taken))
    yield from (f"Mail {each} came from nowhere" for each in set(taken) - known)
    if (doubles := taken.total() - len(taken)) > doubles_allowed:
        yield f"{doubles} mails came more than once; {doubles_allowed} may"


def one_mail_each(installation: Installation, kind: str, about: Iterable[str], whom: set[str]) -> Found:
    """Each of these municipalities got exactly one mail of the kind about one of the cases."""
    got = Counter(
        str(row.mailbox)
        for row in installation.ask(
            'SELECT "to"[cardinality("to")] AS mailbox FROM workflows_outboxmail'
            " WHERE kind = %s AND joint_id = ANY (%s::uuid[])",
            kind,
            list(about),
        )
    )
    if got != Counter(whom):
        yield f"Mails of {kind}: {got} instead of one to each of {len(whom)}"


def unsealed(installation: Installation) -> int:
    """Return how many log rows stand in no chain yet; `verify_log` says whether the chains hold."""
    theirs = {"log": "municipal_municipallogentry", "seals": "municipal_municipalseal"}
    rows = in_schemas(installation, _UNSEALED.format(schema="{schema}", **theirs))
    rows += installation.ask(_UNSEALED.format(log="logentry", seals="seal", schema="public"))
    return sum(row.rows for row in rows)


def readable(content: bytes, words: str) -> bool:
    """Whether it is a Word document with these words."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.testzip() is None and words in package.read("word/document.xml").decode()
