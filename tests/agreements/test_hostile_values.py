"""What somebody types into a text comes out as typed, in each structure, also where it looks like code."""

from collections.abc import Callable
from typing import Any

import pytest

from agreements.joint.models import CommonText
from agreements.joint.rendering import draft
from documents.uploadhandlers import ReceivedFile
from tests.agreements.conftest import World
from tests.agreements.test_own_text import on_own_text
from tests.documents.conftest import text_of
from walls.callers import Caller, acting_as

pytestmark = pytest.mark.django_db
HOSTILE = (
    "{{ dataansvarlig.cvr }} {{ 7 * 7 }}",
    "{% for x in y %}{{ x }}{% endfor %} {# væk #} {_{ %}",
    "R&D <w:p><w:r><w:t>x</w:t></w:r></w:p> </w:t> &amp; ]]>",
    "Rødgrød med fløde på Ærø, »citat« – 100 % “krøllet” \u2028ny linje",
    "a\nb\tc",
    "x" * 10_000,
)
PLACES = (
    ("bilag-a", "purpose"),
    ("sikkerhed", "instruction"),
    ("ydelse", "service"),
    ("tilsyn", "subprocessors"),
    ("bilag-d", "liability"),
)


def as_typed(value: str) -> str:
    """What Word shows: another kind of line end is a line end."""
    return value.replace("\u2028", "\n")


def with_value(values: dict[str, Any], value: str) -> dict[str, Any]:
    changed = {key: dict(part) for key, part in values.items()}
    for part, field in PLACES:
        changed[part][field] = value
    changed["bilag-b"]["subprocessors"] = [{**changed["bilag-b"]["subprocessors"][0], "name": value}]
    changed["bilag-d"]["departures"] = [{"clause": "7.3", "text": value}]
    return changed


@pytest.mark.parametrize("structure", ["dt2020", "eu2021_915", "supplier_own"])
def test_a_value_comes_out_as_typed(
    world: World, structure: str, upload: Callable[..., ReceivedFile]
) -> None:
    own = structure == "supplier_own"
    text = on_own_text(world, upload) if own else world.begin(structure=structure)
    with acting_as(Caller.secretariat()):
        text = CommonText.objects.select_related("supplier").get(pk=text.pk)
        for value in HOSTILE:
            words = text_of(draft(text, with_value(text.working_copy.values, value)))
            assert words.count(as_typed(value)) >= len(PLACES) + 2, value[:60]


@pytest.mark.parametrize("structure", ["dt2020", "eu2021_915"])
def test_every_field_of_a_text_stands_in_its_document(world: World, structure: str) -> None:
    text = world.begin(structure=structure)
    with acting_as(Caller.secretariat()):
        text = CommonText.objects.select_related("supplier").get(pk=text.pk)
        values = text.working_copy.values
        words = text_of(draft(text, values))
    for part, field in PLACES:
        assert values[part][field] in words
    for number in range(1, 12):
        assert values["sikkerhed"][f"measure_{number}"] in words
    row = values["bilag-b"]["subprocessors"][0]
    assert all(row[field] in words for field in ("name", "registration_number", "address", "processing"))
    assert text.body_sha256[:16] or structure


def test_the_eu_structure_says_what_only_it_has(world: World) -> None:
    text = world.begin(structure="eu2021_915")
    with acting_as(Caller.secretariat()):
        text = CommonText.objects.select_related("supplier").get(pk=text.pk)
        values = dict(text.working_copy.values)
        closed = text_of(draft(text, values))
        values["bilag-d"] = {**values["bilag-d"], "docking": True}
        opened = text_of(draft(text, values))
    assert "ikke aftalt, at andre kan tiltræde" in closed
    assert "tiltræde bestemmelserne som dataansvarlig eller databehandler" in opened
    assert "kan opsige den del af hovedaftalen" in closed
    for heading in (
        "Bilag I. Parterne",
        "Bilag II.",
        "Bilag III.",
        "Bilag IV.",
        "7.7 Brug af underdatabehandlere",
    ):
        assert heading in closed
