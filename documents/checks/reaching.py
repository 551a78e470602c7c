"""What in a Word or Excel file reaches out of it, starts something, or hides another file.

A report is text, tables and pictures. Everything else is refused, with what its sender can do, since a
case worker who opens the file cannot see it beforehand.
"""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from documents.checks import office, zips
from documents.checks.refusal import RefusedFileError

AS_PDF = "Du kan også gemme filen som PDF og sende den."
SEND_APART = f"Fjern det, gem filen, og send den indlagte fil for sig. {AS_PDF}"
INTO_FILE = f"Indsæt indholdet i selve filen i stedet for at henvise til det. {AS_PDF}"
FIELDS_TO_TEXT = (
    "Markér hele teksten i Word, tryk Ctrl+Skift+F9, så felterne bliver til tekst, gem, og send igen."
)
BREAK_LINKS = f"Vælg Data, Rediger kæder og Bryd kæde i Excel, gem, og send igen. {AS_PDF}"
OF_KIND = {
    "attachedTemplate": (
        "Filen henter sin skabelon fra et sted uden for filen.",
        "Vælg skabelonen Normal under Udvikler, Dokumentskabelon i Word, gem, og send igen. " + AS_PDF,
    ),
    "image": ("Filen viser et billede, der hentes fra et sted uden for filen.", INTO_FILE),
    "externalLinkPath": ("Regnearket henter tal fra andre regneark.", BREAK_LINKS),
}
OTHERWISE = ("Filen henter indhold fra et sted uden for filen, når den åbnes.", INTO_FILE)

_EMBEDDED_BYTES = 20_000_000
_TEXT_BYTES = 150_000_000
_CHUNK = 1_000_000
_OVERLAP = 4_000
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xd0\xcf\x11\xe0")
_CODES = re.compile(
    rb"<(?:\w+:)?instrText\b[^>]*>([^<]*)<|\binstr\s*=\s*\"([^\"]*)\"|\binstr\s*=\s*'([^']*)'"
)
_BETWEEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[|\]\]>", re.DOTALL)
# QUOTE with numbers spells a command letter by letter.
_STARTS = re.compile(r"\bDDE(AUTO)?\b|\bQUOTE(\s+\d+){3}", re.IGNORECASE)
_FETCHES = re.compile(r"\bINCLUDE(TEXT|PICTURE)\b|^\s*(LINK|IMPORT|DATABASE|RD)\b", re.IGNORECASE)
_TRUSTED_LINKS = ("http://", "https://", "mailto:", "tel:", "#")


def refuse_reaching_out(package: zipfile.ZipFile) -> None:
    """Raise RefusedFileError for the first thing in the package that does more than show itself."""
    for name in package.namelist():
        if name.lower().endswith(".rels"):
            _refuse_relationships(package, name)
    _refuse_parts(package)
    _refuse_embedded(package)
    for code in _field_codes(package):
        if _STARTS.search(code):
            raise RefusedFileError("Filen har et felt, der kan starte et program (DDE).", FIELDS_TO_TEXT)
        if _FETCHES.search(code):
            raise RefusedFileError("Filen har et felt, der henter indhold fra en anden fil.", FIELDS_TO_TEXT)


def warnings(package: zipfile.ZipFile) -> list[str]:
    """Danish sentences on what a reader should know before following a link of the file."""
    odd = any(
        relationship.get("TargetMode") == "External" and not _is_trusted(relationship.get("Target", ""))
        for name in package.namelist()
        if name.lower().endswith(".rels")
        for relationship in office.xml_of(package, name).iter("{*}Relationship")
    )
    return ["Filen har et link til noget andet end en webside eller en mailadresse."] if odd else []


def _is_trusted(target: str) -> bool:
    return target.strip().lower().startswith(_TRUSTED_LINKS)


def _refuse_relationships(package: zipfile.ZipFile, name: str) -> None:
    for relationship in office.xml_of(package, name).iter("{*}Relationship"):
        kind = relationship.get("Type", "").rpartition("/")[2]
        target = relationship.get("Target", "").strip().lower()
        if kind == "hyperlink":
            if target.startswith(("javascript:", "vbscript:", "data:", "ms-")):
                raise RefusedFileError("Filen har et link, der starter et program.", "Fjern linket i filen.")
        elif relationship.get("TargetMode") == "External" or "://" in target or target.startswith("\\\\"):
            raise RefusedFileError(*OF_KIND.get(kind, OTHERWISE))
        elif kind == "aFChunk":
            raise RefusedFileError("Filen har et andet dokument flettet ind i sig.", SEND_APART)


def _refuse_parts(package: zipfile.ZipFile) -> None:
    for name in (each.lower() for each in package.namelist()):
        if "externallinks/" in name:
            raise RefusedFileError(*OF_KIND["externalLinkPath"])
        if name.endswith("xl/connections.xml") or "/querytables/" in name:
            raise RefusedFileError(
                "Regnearket henter data fra en database eller en webside.",
                f"Slet dem under Data, Forespørgsler og forbindelser, gem, og send igen. {AS_PDF}",
            )
        if "/activex/" in name:
            raise RefusedFileError("Filen indeholder et program (ActiveX).", SEND_APART)


def _refuse_embedded(package: zipfile.ZipFile) -> None:
    left = _EMBEDDED_BYTES
    for entry in package.infolist():
        head = office.read_part(package, entry.filename, 300)
        if head.startswith(_PROGRAMS):
            raise RefusedFileError("Filen har andre filer eller programmer lagt ind i sig.", SEND_APART)
        if not _is_archive(head):
            continue
        left -= entry.file_size
        if not _may_be_chart_data(entry) or left < 0:
            raise RefusedFileError("Filen har en pakket fil (zip) lagt ind i sig.", SEND_APART)
        _refuse_bad_chart_data(office.read_part(package, entry.filename, _EMBEDDED_BYTES))


def _is_archive(head: bytes) -> bool:
    return head.startswith(_ARCHIVES) or head[257:262] == b"ustar"


def _may_be_chart_data(entry: zipfile.ZipInfo) -> bool:
    """A chart in Word carries the numbers it is drawn from as a small workbook."""
    return "/embeddings/" in entry.filename and entry.filename.lower().endswith(".xlsx")


def _refuse_bad_chart_data(content: bytes) -> None:
    with zips.opened(io.BytesIO(content)) as workbook:
        if office.kind_of(workbook) != office.EXCEL:
            raise RefusedFileError("Filen har en anden fil lagt ind i sig.", SEND_APART)
        office.refuse_entities_everywhere(workbook)
        for entry in workbook.infolist():
            head = office.read_part(workbook, entry.filename, 300)
            if _is_archive(head) or head.startswith(_PROGRAMS):
                raise RefusedFileError("Filen har en pakket fil (zip) lagt ind i flere lag.", SEND_APART)
            if entry.filename.lower().endswith(".rels"):
                _refuse_relationships(workbook, entry.filename)
        _refuse_parts(workbook)


def _field_codes(package: zipfile.ZipFile) -> Iterator[str]:
    """Field codes only: the word alone in a text is no harm. A code may be cut into many pieces."""
    parts = [
        entry
        for entry in package.infolist()
        if entry.filename.lower().startswith("word/") and entry.filename.lower().endswith(".xml")
    ]
    if sum(entry.file_size for entry in parts) > _TEXT_BYTES:
        raise RefusedFileError("Filens tekst fylder for meget, når den pakkes ud.", zips.SAVE_AGAIN)
    for entry in parts:
        yield from _codes_of(package, entry)


def _codes_of(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[str]:
    kept = b""
    try:
        with package.open(entry) as part:
            while chunk := part.read(_CHUNK):
                text = kept + chunk
                plain = _BETWEEN.sub(b"", text) if b"<!" in text else text
                codes = [b"".join(found.groups(b"")) for found in _CODES.finditer(plain)]
                yield from (_decoded(code) for code in [*codes, b"".join(codes)])
                kept = text[-_OVERLAP:]
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise RefusedFileError("Filen er beskadiget og kan ikke læses.", zips.SAVE_AGAIN) from error


def _decoded(code: bytes) -> str:
    return html.unescape(code.decode("utf-8", "replace"))
