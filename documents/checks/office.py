"""Word and Excel files: which of the two, and what in them reaches out or runs."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from xml.parsers import expat

from lxml import etree

from documents.checks.refusal import RefusedFileError
from documents.checks.zips import SAVE_AGAIN

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTENT_TYPES = "[Content_Types].xml"
MAIN_PARTS = {f"{WORD}.main+xml": WORD, f"{EXCEL}.main+xml": EXCEL}
WITHOUT_MACROS = "Gem filen som almindelig .docx eller .xlsx uden makroer, og send den nye fil."

_SMALL_PART = 2_000_000
_CHUNK = 65_536
_DDE = re.compile(rb"\bDDE(AUTO)?\b")
_TEXT_PARTS = re.compile(
    r"word/(document|footnotes|header\d*)\.xml|xl/(sharedStrings|worksheets/sheet\d+)\.xml"
)
_FETCHED = re.compile(rb"\bINCLUDE(TEXT|PICTURE)\b")


def kind_of(package: zipfile.ZipFile) -> str:
    """WORD or EXCEL; raises RefusedFileError for every other package, and for one with macros."""
    if CONTENT_TYPES not in package.namelist():
        raise RefusedFileError(
            "Filen er en pakket mappe (zip).",
            "Pak den ud, og send de enkelte filer som PDF, Word, Excel eller billede.",
        )
    types = {element.get("ContentType", "") for element in _xml(package, CONTENT_TYPES).iter("{*}*")}
    if any("macroenabled" in kind.lower() for kind in types) or has_macros(package):
        raise RefusedFileError("Filen indeholder makroer.", WITHOUT_MACROS)
    found = [office for part, office in MAIN_PARTS.items() if part in types]
    if len(found) != 1:
        raise RefusedFileError(
            "Filen er hverken et Word-dokument (.docx) eller et Excel-ark (.xlsx).",
            "Gem indholdet som PDF, Word eller Excel, og send den nye fil.",
        )
    return found[0]


def has_macros(package: zipfile.ZipFile) -> bool:
    """True where the package carries a macro project, under whatever name."""
    names = [name.lower() for name in package.namelist()]
    return any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "macrosheets/" in name for name in names)


def refuse_entities_everywhere(package: zipfile.ZipFile) -> None:
    """Refuse a package where an XML part declares a document type: the way to entity bombs."""
    for entry in package.infolist():
        if entry.filename.lower().endswith((".xml", ".rels", ".vml")) and entry.file_size:
            with package.open(entry) as part:
                refuse_entities(iter(partial(part.read, _CHUNK), b""), entry.filename)


def refuse_entities(chunks: Iterable[bytes], name: str) -> None:
    """Look for a document type before the first element, in whatever encoding the part is written."""
    seen: list[str] = []
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = lambda *_: seen.append("doctype")
    parser.StartElementHandler = lambda *_: seen.append("element")
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            if seen:
                break
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        if not seen:
            raise RefusedFileError(
                f"Filen er beskadiget: delen {name} kan ikke læses.", SAVE_AGAIN
            ) from error
    if seen[:1] == ["doctype"]:
        raise RefusedFileError("Filen indeholder XML, der kan hente indhold udefra.", SAVE_AGAIN)


def _xml(package: zipfile.ZipFile, name: str) -> Any:
    """One of the package's small parts, parsed, after a look for document types."""
    text = _read(package, name, _SMALL_PART)
    refuse_entities([text], name)
    try:
        return etree.fromstring(text)
    except etree.XMLSyntaxError as error:
        raise RefusedFileError(f"Filen er beskadiget: delen {name} kan ikke læses.", SAVE_AGAIN) from error


def outside_links(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(kind, address) of what the package fetches from outside; plain links in the text are not fetched."""
    for name in package.namelist():
        if not name.lower().endswith(".rels"):
            continue
        for relationship in _xml(package, name).iter("{*}Relationship"):
            kind = relationship.get("Type", "").rpartition("/")[2]
            target = relationship.get("Target", "")
            if relationship.get("TargetMode") == "External" and not _is_plain_link(kind, target):
                yield kind, target


def _is_plain_link(kind: str, target: str) -> bool:
    return kind == "hyperlink" and target.lower().startswith(("http://", "https://", "mailto:", "#"))


def warnings(package: zipfile.ZipFile) -> list[str]:
    """Danish sentences on what a reader should know before opening the file."""
    found: list[str] = []
    names = [name.lower() for name in package.namelist()]
    if any(True for _ in outside_links(package)):
        found.append("Filen henter indhold fra en adresse uden for filen, når den åbnes.")
    if any("/embeddings/" in name or "/activex/" in name for name in names):
        found.append("Filen har andre filer eller programmer lagt ind i sig.")
    if any("externallinks/" in name for name in names):
        found.append("Regnearket henter tal fra andre regneark.")
    if _any_part_holds(package, _DDE):
        found.append("Filen har et felt, der kan starte et program (DDE).")
    if _any_part_holds(package, _FETCHED):
        found.append("Filen har et felt, der henter tekst eller billeder fra en anden fil.")
    return found


def _any_part_holds(package: zipfile.ZipFile, pattern: re.Pattern[bytes]) -> bool:
    parts = [
        entry
        for entry in package.infolist()
        if entry.filename.startswith("word/") and entry.filename.endswith("xml")
    ]
    return any(_holds(package, entry, pattern) for entry in parts)


def _holds(package: zipfile.ZipFile, entry: zipfile.ZipInfo, pattern: re.Pattern[bytes]) -> bool:
    """Search field codes only: the word alone in a text is no harm."""
    kept = b""
    with package.open(entry) as part:
        while chunk := part.read(_CHUNK * 4):
            text = kept + chunk
            if any(pattern.search(code) for code in _field_codes(text)):
                return True
            kept = text[-2_000:]
    return False


def _field_codes(xml: bytes) -> list[bytes]:
    codes = re.findall(rb"<w:instrText[^>]*>([^<]*)<", xml) + re.findall(
        rb'<w:fldSimple[^>]*w:instr="([^"]*)"', xml
    )
    return [*codes, b"".join(codes)]


def text_of(package: zipfile.ZipFile, limit: int = 5_000_000) -> str:
    """The beginning of the package's text, for a look at what a person wrote; not for showing."""
    names = [name for name in package.namelist() if _TEXT_PARTS.fullmatch(name)][:50]
    return " ".join(
        re.sub(rb"<[^>]+>", b" ", _read(package, name, limit)).decode("utf-8", "replace") for name in names
    )


def _read(package: zipfile.ZipFile, name: str, limit: int) -> bytes:
    try:
        with package.open(name) as part:
            return part.read(limit)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        raise RefusedFileError("Filen er beskadiget og kan ikke læses.", SAVE_AGAIN) from error
