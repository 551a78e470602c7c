"""The Word templates that come with the product, put in force in an installation."""

import hashlib
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from documents.models import WordTemplate
from documents.storage import keep_bytes
from documents.templates import hold, text_hash, usual_structure

FOLDER = Path(settings.BASE_DIR) / "templates" / "word"
VERSION = "2026.1"
VALID_FROM = date(2026, 1, 1)
SYSTEM = UUID(int=0)
IN_ENGLISH = (WordTemplate.Kind.NOTICE, WordTemplate.Kind.HEARING)  # a supplier may read English only
SYSTEM_NAME = "Fællestilsyn"

# The shipped files are few; reading their words takes longer than all the rest of installing them.
_text_hash = cache(text_hash)


@transaction.atomic
def install_shipped_templates() -> list[WordTemplate]:
    """Register the shipped templates; what is there already by its hash is left alone. Returns the new ones.

    A changed file gets a version of its own (2026.1.2, …) and the one it replaces is retired. A template that
    the secretariat made itself is never touched.
    """
    return [made for each in _shipped() if (made := _install(*each))]


@transaction.atomic
def install_missing_templates() -> list[WordTemplate]:
    """Register the shipped templates of what an installation has no template for at all.

    A new version of the product may bring a kind of document; what the secretariat uses is not touched.
    """
    there = set(WordTemplate.objects.values_list("kind", "structure", "language"))
    return [made for each in _shipped() if each not in there and (made := _install(*each))]


def _shipped() -> list[tuple[WordTemplate.Kind, str, str]]:
    """What is shipped: kind, structure and language of each file."""
    danish = [(kind, structure, "da") for kind in WordTemplate.Kind for structure in _structures(kind)]
    return [*danish, *((kind, "", "en") for kind in IN_ENGLISH)]


def _structures(kind: str) -> list[str]:
    return WordTemplate.Structure.values if kind == WordTemplate.Kind.AGREEMENT else [""]


def _file(kind: WordTemplate.Kind, structure: str, language: str) -> Path:
    """The structure nobody has to choose has the name of the kind alone, as Danish has."""
    name = kind.value if structure == usual_structure(kind) else f"{kind.value}_{structure}"
    return FOLDER / f"{name}{'' if language == 'da' else f'.{language}'}.docx"


def _called(kind: WordTemplate.Kind, language: str) -> str:
    return kind.label if language == "da" else f"{kind.label}, engelsk"


def _install(kind: WordTemplate.Kind, structure: str, language: str) -> WordTemplate | None:
    content = _file(kind, structure, language).read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    ours = WordTemplate.objects.filter(
        kind=kind, structure=structure, language=language, uploaded_by_id=SYSTEM
    )
    if ours.filter(sha256=sha256).exists():
        return None
    number = ours.count()
    ours.filter(state=WordTemplate.State.IN_FORCE).update(state=WordTemplate.State.RETIRED)
    hold(sha256, len(content))
    keep_bytes(content)
    return WordTemplate.objects.create(
        kind=kind,
        structure=structure,
        language=language,
        version=f"{VERSION}.{number + 1}" if number else VERSION,
        name=WordTemplate.Structure(structure).label if structure else _called(kind, language),
        valid_from=VALID_FROM,
        state=WordTemplate.State.IN_FORCE,
        sha256=sha256,
        body_sha256=_text_hash(content),
        uploaded_by_id=SYSTEM,
        uploaded_by_name=SYSTEM_NAME,
    )
