"""The report's fields marked by system, so that each municipality's own file can be taken from it.

What a municipality does not use is taken out by these marks (documents.word.marks): system by system in
the tables, finding by finding, and what the supplier said about them. Whose words a row has follows from
the row itself, so the fields are gathered without a thought of it (audits.joint.letters.report).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from audits.joint.letters.report import FINDINGS_BELOW, NO_FINDINGS, evidence_of
from audits.joint.letters.subprocessors import in_agreements_only
from audits.joint.models import Audit, Evidence, Finding
from audits.joint.states import FindingKind, FindingState, Level
from documents.word.filters import dato, liste
from documents.word.marks import SYSTEMS, about, begins, clean, differs, ends

Fields = dict[str, Any]


class Systems:
    """The systems of an audit in a fixed order; each has a bit."""

    def __init__(self, audit: Audit) -> None:
        rows = list(audit.systems.order_by("id").values_list("id", "system_id", "name"))
        self.bit = {system_id: 1 << place for place, (_, system_id, _) in enumerate(rows)}
        self.of_row = {row_id: self.bit[system_id] for row_id, system_id, _ in rows}
        self.by_name: dict[str, int] = {}
        for _, system_id, name in rows:
            self.by_name[name] = self.by_name.get(name, 0) | self.bit[system_id]
        self.names = {system_id: name for _, system_id, name in sorted(rows, key=lambda row: row[2])}
        self.all = sum(self.bit.values())
        self.elsewhere = 1 << len(rows)  # about a system of an earlier audit only: no municipality's part

    def named(self, name: str) -> int:
        """Return the bits of a system by its name, also where it is in an earlier audit only."""
        return self.by_name.get(name, self.elsewhere)

    def covered(self, evidence: Evidence) -> int:
        """Return the bits of the systems a document is about; none where it is about all, or says nothing."""
        bits = sum(self.of_row.get(UUID(str(each)), 0) for each in set(evidence.covers))
        return 0 if bits == self.all else bits

    def some(self, system_ids: Iterable[UUID]) -> int:
        """Return the bits of some systems; none where they are all, for then it is everybody's."""
        bits = self.bits([*system_ids])
        return 0 if bits == self.all else bits

    def bits(self, system_ids: Sequence[UUID]) -> int:
        """Return the bits of some systems; those that are not in the audit have none."""
        return sum(self.bit.get(each, 0) for each in set(system_ids))


def reported(audit: Audit) -> list[Finding]:
    """Return the findings that stand in the report."""
    return list(audit.findings.exclude(state=FindingState.DROPPED).order_by("number"))


def own_words(
    audit: Audit, systems: Systems, system_ids: Sequence[UUID], recipient: str, version: str
) -> dict[str, str]:
    """Return what is filled in for one recipient: its name, its systems, and whether there are findings."""
    used = [name for system_id, name in systems.names.items() if system_id in set(system_ids)]
    bits = systems.bits(system_ids)
    has_findings = any(systems.of_row[each.audit_system_id] & bits for each in reported(audit))
    return {
        "modtager": recipient,
        SYSTEMS: liste(used),
        "forhold": FINDINGS_BELOW if has_findings else NO_FINDINGS,
        "version": version,
    }


def marked(fields: Fields, audit: Audit) -> Fields:
    """Return the report's fields with marks; what anybody typed cannot be taken for one."""
    fields, systems = clean(fields), Systems(audit)
    findings = reported(audit)
    of_number = {each.number: systems.of_row[each.audit_system_id] for each in findings}
    return {
        **fields,
        "modtager": differs("modtager", fields["modtager"]),
        "rapport_version": differs("version", fields["rapport_version"]),
        "system_navne": _names(fields["system_navne"]),
        "forhold_tekst": differs("forhold", fields["forhold_tekst"]),
        "systemer": [_row(each, systems.by_name.get(each["navn"], 0)) for each in fields["systemer"]],
        "anbefalinger": [
            _row(each, systems.by_name.get(each["system"], 0)) for each in fields["anbefalinger"]
        ],
        "dokumentation": [
            _row(row, systems.covered(each))
            for row, each in zip(fields["dokumentation"], evidence_of(audit), strict=True)
        ],
        "omraader": [row for each in fields["omraader"] for row in _area(each, findings, systems)],
        "forhold": [_row(each, of_number.get(each["nr"], 0)) for each in fields["forhold"]],
        "fulgt_op": [_row(each, systems.named(each["system"])) for each in fields["fulgt_op"]],
        "underdatabehandlere": _subprocessors(fields["underdatabehandlere"], audit, systems),
        "hoeringssvar": [
            _row(each, systems.by_name.get(each["system"], 0)) for each in fields["hoeringssvar"]
        ],
        "siden_sidst": [_row(each, systems.by_name.get(each["system"], 0)) for each in fields["siden_sidst"]],
    }


def _subprocessors(rows: list[Fields], audit: Audit, systems: Systems) -> list[Fields]:
    """Mark the last rows, which the agreements about some systems tell; the supplier's own are about all."""
    agreed = in_agreements_only(audit)
    told = len(rows) - len(agreed)
    marks = [0] * told + [systems.some(each.systems) for each in agreed]
    return [_row(row, bits) for row, bits in zip(rows, marks, strict=True)]


def _names(names: list[str]) -> list[str]:
    """Return the list of names as one place that differs: from before the first to after the last."""
    if not names:
        return names
    own = [begins(SYSTEMS, names[0]), *names[1:]]
    return [*own[:-1], ends(own[-1])]


def _row(row: Fields, bits: int) -> Fields:
    return {key: value if key == "vurdering" else _value(bits, value) for key, value in row.items()}


def _value(bits: int, value: Any) -> Any:
    """Return a value marked; the colour's name is none, since templates compare it."""
    if isinstance(value, date):
        return about(bits, dato(value))
    return about(bits, value) if isinstance(value, str) and value else value


def _area(row: Fields, findings: list[Finding], systems: Systems) -> list[Fields]:
    """Return a control objective as a row for each system with findings, and one for the others."""
    of_it = [each for each in findings if each.objective == row["bogstav"]]
    bits_of = [systems.of_row[each.audit_system_id] for each in of_it]
    if not bits_of:
        return [row]
    rows = []
    for name, bits in systems.by_name.items():
        own = [each for each, its in zip(of_it, bits_of, strict=True) if its & bits]
        if own:
            worst = max((FindingKind(each.kind) for each in own), key=lambda kind: kind.weight)
            text = f"{name}: {len(own)} forhold, se nedenfor."
            rows.append(_row({**row, "vurdering": worst.level.label, "tekst": text}, bits))
    others = systems.all & ~sum(set(bits_of))
    if others:
        text = "Øvrige systemer: svarene er gennemgået og giver ikke anledning til bemærkninger."
        rows.append(_row({**row, "vurdering": Level.GREEN.label, "tekst": text}, others))
    return rows
