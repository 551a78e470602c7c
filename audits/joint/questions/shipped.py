"""The question list that comes with the product, read from the file beside this one."""

import tomllib
import uuid
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("shipped.toml")
# Names a shipped question the same in every installation and every version.
NAMESPACE = uuid.UUID("6f2b3a52-3c1e-4f0a-9d6e-0d1f6a7c5b10")
FIELDS = ("section", "text", "options", "options_en", "concepts", "text_en")


def shipped_name() -> str:
    """Return the list's name."""
    return str(_read()["name"])


def shipped_questions() -> list[dict[str, Any]]:
    """Return each question as the fields of its row, in order; `if_lineage` names the one it depends on."""
    return [_row(number, each) for number, each in enumerate(_read()["question"], 1)]


def lineage_of(key: str) -> uuid.UUID:
    """Return the id under which a shipped question is known through all versions."""
    return uuid.uuid5(NAMESPACE, key)


def _read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _row(number: int, each: dict[str, Any]) -> dict[str, Any]:
    depends_on, _, answers = each.get("if", "").partition(":")
    return {
        **{name: each[name] for name in FIELDS if name in each},
        "number": number,
        "lineage": lineage_of(each["lineage"]),
        "objective": each.get("objective", ""),
        "kind": each.get("kind", "assessment"),
        "help_text": each.get("help", ""),
        "help_text_en": each.get("help_en", ""),
        "optional": each.get("optional", False),
        "anew": each.get("anew", False),
        "weight": each.get("weight", 1),
        "nis2": each.get("nis2", ""),
        "if_lineage": lineage_of(depends_on) if depends_on else None,
        "asked_if_answers": [answer.strip() for answer in answers.split(",") if answer.strip()],
    }
