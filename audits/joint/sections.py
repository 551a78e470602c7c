"""The sections of a draft that a hearing is about, as they were sent, and which one a place in Word is in."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from audits.joint.models import Audit, Finding, Hearing
from audits.joint.states import FindingState, Level

SUMMARY, FOLLOWED, SUBPROCESSORS, NEXT, GENERAL = "summary", "followed", "subprocessors", "next", "general"
IN_ALL = "Udkastet i det hele"
Section = dict[str, str]
_FINDING = re.compile(r"^Forhold (\d+)\b")
_BY_CLAUSE = {"1": SUMMARY, "6": SUBPROCESSORS, "8": NEXT}


def sections_of(audit: Audit, fields: dict[str, Any]) -> list[Section]:
    """Return the sections with key, heading and text; `fields` are the draft's (letters.report)."""
    systems = audit.systems.select_related("assessment")
    findings = audit.findings.exclude(state=FindingState.DROPPED).select_related("audit_system")
    carried = [
        f"{each['sag']}, forhold {each['nr']}, {each['overskrift']}: {each['resultat']}"
        for each in fields["fulgt_op"]
    ]
    return [
        _section(SUMMARY, "Sammenfatning og konklusion", fields["sammenfatning"]),
        *(_section(f"system:{each.id}", f"Konklusion: {each.name}", _conclusion(each)) for each in systems),
        *(_of_finding(each) for each in findings.order_by("number")),
        *([_section(FOLLOWED, "Fulgt op fra sidst", "\n".join(carried))] if carried else []),
        _section(
            SUBPROCESSORS,
            "Underdatabehandlere og overførsler til tredjelande",
            _subprocessors(fields["underdatabehandlere"]) or fields["underdatabehandlere_tekst"],
        ),
        _section(NEXT, "Opfølgning og næste tilsyn", fields["naeste_tilsyn"]),
        _section(GENERAL, IN_ALL, ""),
    ]


def sections_shown(hearing: Hearing, findings: Iterable[Finding]) -> list[Section]:
    """Return a hearing's sections; one sent before they were kept has its findings and the whole."""
    if hearing.sections:
        return list(hearing.sections)
    return [*(_of_finding(each) for each in findings), _section(GENERAL, IN_ALL, "")]


def _section(key: str, heading: str, text: str) -> Section:
    return {"key": key, "heading": heading, "text": text}


def _of_finding(finding: Finding) -> Section:
    words = [finding.text, f"Hvad der skal ske: {finding.action}" if finding.action else ""]
    return {
        **_section(
            f"finding:{finding.id}",
            f"Forhold {finding.number}: {finding.title}",
            "\n\n".join(each for each in words if each),
        ),
        "note": f"{finding.audit_system.name} · {finding.get_kind_display().capitalize()}",
    }


def _conclusion(system: Any) -> str:
    level = Level(system.assessment.level).label.capitalize() if system.assessment.level else ""
    return f"{level}. {system.assessment.text}" if level else ""


def _subprocessors(rows: list[dict[str, Any]]) -> str:
    named = [f"{each['navn']}, {each['land']}: {each['behandling']}" for each in rows]
    return "\n".join(named)


def section_in_word(sections: list[Section], row: dict[str, Any]) -> Section:
    """Return the section in which something read from the Word file stands; the whole where there is none.

    `row` is as documents.word.redlines tells it: the heading above, its number, and the paragraph's words.
    """
    by_key = {each["key"]: each for each in sections}
    heading = str(row.get("heading", ""))
    if found := _FINDING.match(heading):
        wanted = f"Forhold {found[1]}:"
        return next((each for each in sections if each["heading"].startswith(wanted)), by_key[GENERAL])
    if heading == "Konklusion for hvert system":
        return _system_named(sections, str(row.get("before") or "")) or by_key.get(SUMMARY, by_key[GENERAL])
    if heading == "Fulgt op fra sidst":
        return by_key.get(FOLLOWED, by_key[GENERAL])
    return by_key.get(_BY_CLAUSE.get(str(row.get("clause", "")), GENERAL), by_key[GENERAL])


def _system_named(sections: list[Section], words: str) -> Section | None:
    """Return the system whose name or conclusion a table's cell holds; None where two are alike."""
    plain = " ".join(words.split())
    found = [
        each
        for each in sections
        if each["key"].startswith("system:")
        and plain
        and (each["heading"] == f"Konklusion: {plain}" or plain in " ".join(each["text"].split()))
    ]
    return found[0] if len(found) == 1 else None


def id_in(section: Section, kind: str) -> UUID | None:
    """Return the id of the finding or system a section is about."""
    name, _, key = section["key"].partition(":")
    return UUID(key) if name == kind else None
