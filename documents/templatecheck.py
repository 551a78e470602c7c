"""The check of a Word template before it may be used: a dry run that tells all that is wrong at once."""

import io
import re
import zipfile
from dataclasses import dataclass

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate

from documents.checks import office, zips
from documents.checks.refusal import RefusedFileError
from documents.fields import Field, example_context, fields_for, paths_of
from documents.word import CompiledTemplate, WordError
from documents.word.constructs import is_absent
from documents.word.parts import sources

MAX_BYTES = 20_000_000
_BRACES = re.compile(r"\{\{|\{%")
_TAGS = re.compile(r"<[^>]+>")
# Where docxtpl fills no fields although Word shows the text.
_UNFILLED = (
    "word/comments",
    "word/endnotes",
    "word/charts/",
    "word/diagrams/",
    "docProps/app",
    "docProps/custom",
)


@dataclass(frozen=True)
class Report:
    """What the dry run found. `refusals` stop the template; unknown fields do too, unused ones do not."""

    refusals: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    trial: bytes | None = None

    @property
    def is_usable(self) -> bool:
        """True where documents can be made from the template."""
        return not self.refusals and not self.unknown and not self.missing


def check_template(content: bytes, kind: str) -> Report:
    """Try the template with the example data of its kind of document (documents.fields).

    unknown: fields the template asks for that documents of this kind do not have. missing: required fields
    that it leaves out. unused: other fields it could have used. trial: the document made from the examples.
    """
    try:
        _refuse_dangerous(content)
        template = CompiledTemplate(content)
    except RefusedFileError as refused:
        return Report(refusals=(str(refused),))
    except WordError as refused:
        return Report(refusals=tuple(refused.messages))
    return _dry_run(template, kind)


def _dry_run(template: CompiledTemplate, kind: str) -> Report:
    known = fields_for(kind)
    context = example_context(kind)
    asked = template.fields
    unknown = tuple(sorted(path for path in asked if is_absent(path, context)))
    missing = tuple(field.path for field in known if field.required and not _is_asked(field, asked))
    unused = tuple(sorted(set(paths_of(known)) - asked - set(missing)))
    refusals: tuple[str, ...] = ()
    trial = None
    if not unknown:
        try:
            trial = template.render(context)
        except WordError as refused:
            refusals = tuple(refused.messages)
    return Report(refusals, unknown, missing, unused, trial)


def _is_asked(field: Field, asked: frozenset[str]) -> bool:
    return any(path == field.path or path.startswith((f"{field.path}.", f"{field.path}[")) for path in asked)


def _refuse_dangerous(content: bytes) -> None:
    if len(content) > MAX_BYTES:
        raise RefusedFileError(
            "Skabelonen er større end 20 MB.", "Gør billederne i den mindre, og send den igen."
        )
    if not content.startswith(b"PK\x03\x04"):
        raise RefusedFileError("Skabelonen er ikke et Word-dokument.", "Gem den som .docx, og send den igen.")
    with zips.opened(io.BytesIO(content), zips.TEMPLATES) as package:
        if office.kind_of(package) != office.WORD:
            raise RefusedFileError(
                "Skabelonen er ikke et Word-dokument.", "Gem den som .docx, og send den igen."
            )
        office.refuse_entities_everywhere(package)
        found = office.warnings(package)
        if found:
            raise RefusedFileError(found[0], "Fjern det fra skabelonen, og send den igen.")
        _refuse_unfilled(package, _filled_names(content))


def _filled_names(content: bytes) -> set[str]:
    try:
        word = DocxTemplate(io.BytesIO(content))
        word.init_docx()
        return {source.name for source in sources(word)}
    except (OpcError, KeyError, ValueError, AttributeError) as error:
        raise RefusedFileError("Word-dokumentet kan ikke læses.", zips.SAVE_AGAIN) from error


def _refuse_unfilled(package: zipfile.ZipFile, filled: set[str]) -> None:
    """A field in a comment or a chart would be sent out as it stands."""
    for name in package.namelist():
        if name in filled or not name.startswith(_UNFILLED):
            continue
        if _BRACES.search(_TAGS.sub("", package.read(name).decode("utf-8", "replace"))):
            raise RefusedFileError(
                "Skabelonen har et felt i en kommentar, en slutnote eller et diagram, hvor det ikke bliver "
                "udfyldt.",
                "Flyt feltet til teksten, sidehovedet, sidefoden eller en fodnote.",
            )
