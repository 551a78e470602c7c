"""Word and Excel files: which of the two, without macros, and with XML that asks for nothing."""

import re
import zipfile
import zlib
from collections.abc import Iterable
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
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_TEXT_PARTS = re.compile(
    r"word/(document|footnotes|header\d*)\.xml|xl/(sharedStrings|worksheets/sheet\d+)\.xml"
)


def kind_of(package: zipfile.ZipFile) -> str:
    """WORD or EXCEL; raises RefusedFileError for every other package, and for one with macros."""
    if CONTENT_TYPES not in package.namelist():
        raise RefusedFileError(
            "Filen er en pakket mappe (zip).",
            "Pak den ud, og send de enkelte filer som PDF, Word, Excel eller billede.",
        )
    types = {element.get("ContentType", "") for element in xml_of(package, CONTENT_TYPES).iter("{*}*")}
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
    """Refuse a package where an XML part declares a document type, the way to entity bombs, or is no UTF-8.

    Word and Excel write UTF-8; in another encoding a look for bytes would see nothing.
    """
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
    parser.XmlDeclHandler = lambda _, encoding, __: seen.extend(["encoding"] * _is_odd(encoding))
    try:
        for chunk in chunks:
            if chunk[:2] in _UTF16:
                seen.append("encoding")
            parser.Parse(chunk, False)
            if "element" in seen or "doctype" in seen:
                break
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        if not seen:
            raise RefusedFileError(
                f"Filen er beskadiget: delen {name} kan ikke læses.", SAVE_AGAIN
            ) from error
    if "doctype" in seen:
        raise RefusedFileError("Filen indeholder XML, der kan hente indhold udefra.", SAVE_AGAIN)
    if "encoding" in seen:
        raise RefusedFileError("Filens XML er skrevet i et andet tegnsæt end UTF-8.", SAVE_AGAIN)


def _is_odd(encoding: str | None) -> bool:
    return encoding is not None and encoding.lower() not in ("utf-8", "us-ascii")


def xml_of(package: zipfile.ZipFile, name: str) -> Any:
    """One of the package's small parts, parsed, after a look for document types."""
    text = read_part(package, name, _SMALL_PART)
    refuse_entities([text], name)
    try:
        return etree.fromstring(text)
    except etree.XMLSyntaxError as error:
        raise RefusedFileError(f"Filen er beskadiget: delen {name} kan ikke læses.", SAVE_AGAIN) from error


def text_of(package: zipfile.ZipFile, limit: int = 5_000_000) -> str:
    """The beginning of the package's text, for a look at what a person wrote; not for showing."""
    texts: list[str] = []
    for name in package.namelist():
        if limit > 0 and _TEXT_PARTS.fullmatch(name):
            xml = read_part(package, name, limit)
            limit -= len(xml)
            texts.append(re.sub(rb"<[^>]+>", b" ", xml).decode("utf-8", "replace"))
    return " ".join(texts)


def read_part(package: zipfile.ZipFile, name: str, limit: int) -> bytes:
    try:
        with package.open(name) as part:
            return part.read(limit)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        raise RefusedFileError("Filen er beskadiget og kan ikke læses.", SAVE_AGAIN) from error
