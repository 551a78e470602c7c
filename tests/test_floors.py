"""Foreign keys, addresses and templates keep to the floors too, which import-linter does not see."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
FLOORS = [
    {room.strip() for room in floor.split("|")} for floor in CONTRACT["contracts"][0]["layers"]
]  # the highest first
FLOOR_OF = {room: number for number, floor in enumerate(FLOORS) for room in floor}
ROOM_OF_LABEL = {app.label: app.name for app in apps.get_app_configs()}
# Pieces that every page may use, and what belongs to a package.
COMMON = {"parts", "pagekit", "base", "errors", "django", "account", "mails", "word"}
WINGS = {"agreements", "audits"}
JOINT_SITES = {"secretariat", "supplier"}
INCLUDE = re.compile(r'include\(\s*\(?"([a-z_.]+)"')
TEMPLATE = re.compile(r'"([a-z_]+(?:/[a-z_{}.]+)+\.(?:html|txt))(?:#[a-z_]+)?"')
EXTENDS = re.compile(r'{%\s*(?:extends|include)\s+"([^"]+)"')


def room_of(dotted: str) -> str | None:
    """Return the room that a module lies in (agreements.joint, register), or None for a package's."""
    parts = dotted.split(".")
    return next((room for room in (".".join(parts[:2]), parts[0]) if room in FLOOR_OF), None)


def may_use(above: str, below: str) -> bool:
    """Return whether one room may lean on another: itself, or one on a lower floor."""
    return above == below or FLOOR_OF[above] < FLOOR_OF[below]


def sources(suffix: str) -> Iterator[tuple[str, Path, str]]:
    """Yield (room, path, text) of every source file of the rooms."""
    for room in FLOOR_OF:
        for path in sorted((ROOT / room.replace(".", "/")).rglob(f"*{suffix}")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            if room_of(module) == room and "migrations" not in path.parts:
                yield room, path, path.read_text(encoding="utf-8")


def room_of_template(name: str) -> str | None:
    """Return the room whose folder of templates/ a template lies in; None for the common ones."""
    first, site, *_ = [*name.split("/"), "", ""]
    if first in COMMON or "/" not in name:
        return None
    if first in WINGS:  # what both of a wing's rooms show belongs to the lower one
        return f"{first}.{'joint' if site in JOINT_SITES else 'municipal'}"
    return first


def test_every_room_stands_on_a_floor() -> None:
    ours = {app.name for app in apps.get_app_configs() if (ROOT / app.name.replace(".", "/")).is_dir()}
    assert {name for name in ours if room_of(name) is None} == set()


def test_foreign_keys_point_down() -> None:
    wrong = []
    for model in apps.get_models():
        room = room_of(model.__module__)
        for field in model._meta.get_fields():
            if room is None or not field.concrete or not field.related_model:
                continue
            target = room_of(field.related_model.__module__)
            if target and not may_use(room, target):
                wrong.append(f"{model.__name__}.{field.name} → {target}")
    assert not wrong


def test_no_municipalitys_table_has_a_foreign_key_to_a_shared_one() -> None:
    wrong = [
        f"{model.__name__}.{field.name}"
        for app in apps.get_app_configs()
        if app.name in settings.TENANT_APPS
        for model in app.get_models()
        for field in model._meta.get_fields()
        if field.concrete
        and field.related_model
        and ROOM_OF_LABEL[field.related_model._meta.app_label] not in settings.TENANT_APPS
    ]
    assert not wrong


def test_addresses_are_included_downwards() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {target}"
        for room, path, text in sources(".py")
        for target in INCLUDE.findall(text)
        if (other := room_of(target)) and not may_use(room, other)
    ]
    assert not wrong


def test_views_draw_templates_of_their_own_room_or_below() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for room, path, text in sources(".py")
        for name in TEMPLATE.findall(text)
        if (other := room_of_template(name)) in FLOOR_OF and other and not may_use(room, other)
    ]
    assert not wrong


def test_templates_lean_on_templates_of_their_own_room_or_below() -> None:
    wrong = []
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name = path.relative_to(ROOT / "templates").as_posix()
        room = room_of_template(name)
        for used in EXTENDS.findall(path.read_text(encoding="utf-8")):
            other = room_of_template(used)
            if other in FLOOR_OF and other and (room not in FLOOR_OF or not may_use(str(room), other)):
                wrong.append(f"{name}: {used}")
    assert not wrong


@pytest.mark.parametrize(
    ("above", "below", "allowed"),
    [
        ("secretariat", "accounts", True),
        ("register", "tenants", True),
        ("accounts", "accounts", True),
        ("accounts", "register", False),
        ("agreements.joint", "audits.joint", False),
        ("workflows", "documents", False),
    ],
)
def test_the_floors_are_read_right(above: str, below: str, allowed: bool) -> None:
    assert may_use(above, below) is allowed
