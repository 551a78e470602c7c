"""The check of an uploaded file before it is kept."""

from dataclasses import dataclass
from typing import BinaryIO

from documents.checks import kinds, names
from documents.checks.refusal import RefusedFileError

MAX_BYTES = 200 * 1024 * 1024


def too_large() -> RefusedFileError:
    """The refusal of a file beyond MAX_BYTES."""
    return RefusedFileError(
        "Filen er større end 200 MB.",
        "Del den op i flere filer, eller gem billeder i lavere opløsning, og send igen.",
    )


def no_room() -> RefusedFileError:
    """The refusal of a file that the server had no room for."""
    return RefusedFileError(
        "Serveren har ikke plads til filen lige nu.",
        "Intet er gemt. Prøv igen senere; bliver det ved, så ring til sekretariatet.",
    )


@dataclass(frozen=True)
class Checked:
    """A file that may be kept: its type by content, the name to show, and Danish warnings for its readers."""

    content_type: str
    name: str
    warnings: tuple[str, ...]


def check(file: BinaryIO, name: str, size: int) -> Checked:
    """Look at an uploaded file; raises RefusedFileError, whose text says what is wrong and what to do."""
    if size == 0:
        raise RefusedFileError("Filen er tom.", "Se efter, at det er den rigtige fil, og send den igen.")
    if size > MAX_BYTES:
        raise too_large()
    looked = kinds.look(file)
    names.refuse_wrong_ending(name, looked.kind.endings, looked.kind.called)
    shown = names.clean_name(name)
    return Checked(looked.kind.content_type, shown, looked.warnings + _about_people(shown, looked.text))


def _about_people(name: str, text: str) -> tuple[str, ...]:
    """Section 11 of the Danish data protection act: the product needs no civil registration numbers."""
    found = []
    if names.cpr_in_name(name):
        found.append("Filens navn ser ud til at indeholde et CPR-nummer.")
    if names.cpr_in_text(text):
        found.append("Filens tekst ser ud til at indeholde et CPR-nummer.")
    return tuple(found)
