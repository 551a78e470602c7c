"""The parts of a Word file that carry words, parsed without following anything they refer to."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from posixpath import dirname, normpath
from typing import Any

from lxml import etree

from documents.checks.office import refuse_entities
from documents.checks.refusal import RefusedFileError
from documents.checks.zips import opened
from documents.word.errors import RefusedTemplateError

LARGEST_PART = 40_000_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
NOT_WORD = "Filen er ikke et Word-dokument, der kan læses."
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LINKS = re.compile(r"^http://(schemas\.openxmlformats\.org|purl\.oclc\.org|schemas\.microsoft\.com)/.*/")


@dataclass(frozen=True)
class Link:
    """A part that another part refers to."""

    kind: str
    name: str


class Package:
    """A Word file, opened; raises RefusedTemplateError where it is none or is made to do harm."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = opened(io.BytesIO(content))
        except RefusedFileError as error:
            raise RefusedTemplateError([error.problem]) from error
        self.main = next((each.name for each in self.links("") if each.kind == "officeDocument"), "")
        if self.main not in self._zip.namelist():
            raise RefusedTemplateError([NOT_WORD])

    def names(self) -> list[str]:
        """Return the names of the file's parts, in the order in which they are packed."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes:
        """Return a part as it is; raises RefusedTemplateError for a damaged or too large one."""
        try:
            with self._zip.open(name) as part:
                content = part.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
            raise RefusedTemplateError([f"Filen er beskadiget: delen {name} kan ikke læses."]) from error
        if len(content) > LARGEST_PART:
            raise RefusedTemplateError(["Filen er for stor til at blive læst."])
        return content

    def links(self, name: str) -> list[Link]:
        """Return the parts of the file that a part refers to; what lies outside the file is left out."""
        folder, _, own = name.rpartition("/")
        relations = f"{folder}/_rels/{own}.rels".lstrip("/")
        if relations not in self._zip.namelist():
            return []
        found = []
        for each in self._parsed(relations).iter("{*}Relationship"):
            if each.get("TargetMode") == "External":
                continue
            kind = _LINKS.sub("", each.get("Type", ""))
            target = each.get("Target", "")
            inside = target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(name)}/{target}")
            found.append(Link(kind, inside.lstrip("/")))
        return found

    def root(self, name: str) -> Any:
        """Return a part's root element, or None where the file has no such part."""
        return self._parsed(name) if name in self._zip.namelist() else None

    def of_kind(self, *kinds: str) -> Iterator[Any]:
        """Yield the root elements of the parts of some kinds that the document refers to."""
        for each in self.links(self.main):
            if each.kind in kinds and (root := self.root(each.name)) is not None:
                yield root

    def _parsed(self, name: str) -> Any:
        try:
            with self._zip.open(name) as part:
                xml = part.read(LARGEST_PART + 1)
            if len(xml) > LARGEST_PART:
                raise RefusedTemplateError(["Filens tekst er for lang til at blive læst."])
            refuse_entities([xml], name)
            return etree.fromstring(xml.replace(_STRICT, _USUAL), _parser())
        except RefusedFileError as error:
            raise RefusedTemplateError([error.problem]) from error
        except (etree.XMLSyntaxError, zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
            raise RefusedTemplateError([f"Filen er beskadiget: delen {name} kan ikke læses."]) from error


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
