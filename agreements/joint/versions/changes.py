"""What is changed from the former version of a text, field by field, in words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from agreements.joint.content import facts_of
from agreements.joint.gathering import agreed_round
from agreements.joint.limits import limits_on
from agreements.joint.models import CommonText, Round
from agreements.joint.parts import PARTS, Facts, Part
from agreements.joint.rendering import clauses_of, draft
from documents.storage import read_bytes
from secretariat.pagekit.tags.words import da_date

Values = dict[str, Any]
NOTHING = "(ikke udfyldt)"


@dataclass(frozen=True)
class Change:
    """One field or clause that is not as it was: where it stands, what it is called, before and now."""

    clause: str
    label: str
    before: str
    now: str


def values_now(text: CommonText) -> dict[str, Values]:
    """Return the wording that counts: what was agreed on last, else what the secretariat has now."""
    last = text.rounds.filter(outcome=Round.Outcome.ACCEPTED).order_by("-number").first()
    if last is not None and not text.is_editable:
        return dict(last.values)
    return dict(text.working_copy.values)


def changes_of(text: CommonText) -> list[Change]:
    """Return what is changed from the version that the text replaces; nothing where it replaces none."""
    former = text.replaces
    if former is None:
        return []
    before, now = agreed_round(former).values, values_now(text)
    return _of_fields(former, text, before, now, facts_of(text)) + _of_wording(former, text, before, now)


def changes_in_round(former: CommonText, turn: Round) -> list[Change]:
    """Return what a round asks for that is not as in the version before: names and fields.

    For the supplier, who reads neither the secretariat's own wording nor the templates.
    """
    text = turn.common_text
    facts = Facts(limits_on(timezone.localdate()), turn.values, frozenset(), text.structure, None)
    return _of_fields(former, text, agreed_round(former).values, turn.values, facts)


def _of_fields(
    former: CommonText, text: CommonText, before: dict[str, Values], now: dict[str, Values], facts: Facts
) -> list[Change]:
    found = [*_of_names(former, text)]
    for part in PARTS:
        found += _of_part(part, before.get(part.key, {}), now.get(part.key, {}), facts)
    return found


def _of_names(former: CommonText, text: CommonText) -> list[Change]:
    pairs = [
        ("Systemer", _systems(former), _systems(text)),
        ("Leverandør", _processor(former), text.supplier.name),
    ]
    return [Change("Parter", label, before, now) for label, before, now in pairs if before != now]


def _processor(former: CommonText) -> str:
    """Return the name the former version was agreed under: the supplier may have another one today."""
    return former.supplier_name_then or former.supplier.name


def _systems(text: CommonText) -> str:
    return ", ".join(each.system_name for each in text.systems.all())


def _of_part(part: Part, before: Values, now: Values, facts: Facts) -> list[Change]:
    form = part.form(facts=facts)
    found = []
    for name, field in form.fields.items():
        old, new = words_of(field, before.get(name)), words_of(field, now.get(name))
        if old != new:
            found.append(Change(part.clause, str(field.label or part.title), old or NOTHING, new or NOTHING))
    if part.rows:
        row_form = part.rows.form(facts=facts)
        old_rows = [_row(row_form, row) for row in before.get(part.rows.key, [])]
        new_rows = [_row(row_form, row) for row in now.get(part.rows.key, [])]
        gone = [row for row in old_rows if row not in new_rows]
        came = [row for row in new_rows if row not in old_rows]
        if gone or came:
            old, new = "\n".join(gone) or NOTHING, "\n".join(came) or NOTHING
            found.append(Change(part.clause, part.rows.heading, old, new))
    return found


def _row(form: forms.Form, row: Values) -> str:
    words = ((field.label, words_of(field, row.get(name))) for name, field in form.fields.items())
    return "; ".join(f"{label}: {said}" for label, said in words if said)


def words_of(field: forms.Field, value: Any) -> str:
    """Return a stored value as a person reads it: the words of a choice, a Danish date, ja or nej."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(field, forms.ChoiceField):
        choices = {str(key): str(label) for key, label in list(field.choices)}  # type: ignore[arg-type]
        given = value if isinstance(value, list) else [value]
        return ", ".join(choices.get(str(each), str(each)) for each in given)
    if isinstance(field, forms.DateField):
        return da_date(date.fromisoformat(str(value)))
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value).strip()


def _of_wording(
    former: CommonText, text: CommonText, before: dict[str, Values], now: dict[str, Values]
) -> list[Change]:
    """Return the clauses whose own words are others, where the texts stand on different templates.

    Both are compared with the same field values, so that a changed field is not told twice.
    """
    if former.body_sha256 == text.body_sha256 or not _is_whole(now):
        return []
    old = {each["key"]: each for each in clauses_of(read_bytes(_last_document(former)))}
    new = {each["key"]: each for each in clauses_of(draft(text, before if _is_whole(before) else now))}
    found = []
    for key in [*old, *(each for each in new if each not in old)]:
        was, becomes = _plain(old.get(key)), _plain(new.get(key))
        if was != becomes:
            heading = (new.get(key) or old[key])["heading"]
            found.append(Change(heading, "Ordlyd", was or "(fandtes ikke)", becomes or "(udgår)"))
    return found


def _last_document(former: CommonText) -> str:
    return str(agreed_round(former).document.sha256)


def _is_whole(values: dict[str, Values]) -> bool:
    return all(values.get(part.key) or part.optional for part in PARTS)


def _plain(clause: dict[str, Any] | None) -> str:
    if clause is None:
        return ""
    lines = []
    for block in clause["blocks"]:
        if block["kind"] == "table":
            lines += [" · ".join(row) for row in block["rows"]]
        else:
            lines.append(block["text"])
    return "\n".join(lines)
