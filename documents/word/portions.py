"""One Word file for all, and from it each recipient's own: only what is about it, with its own words.

The values of a joint document carry marks (private use characters): "this is about the things of these
bits", or "here stands a word that differs". `mark` turns them into content controls, which Word keeps when
somebody edits the file; `portions` takes out what is not a recipient's, fills in its words, and takes the
controls away. Runs in the limited process: an edited file comes from outside.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any

from lxml import etree

from documents.word.compiling import MOMENT
from documents.word.errors import RefusedTemplateError
from documents.word.marks import ALL, ANY, BITS, FILL, IN_TEXT, fill_of, is_marked, stripped, title_of
from documents.word.redlines.package import Package, W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORDS = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_PROPERTIES = re.compile(r"docProps/\w+\.xml")
_COMPRESSION = 2
Portion = dict[str, Any]


def mark(content: bytes) -> bytes:
    """Return the document with content controls where its values carry marks, and no marks."""
    package, changed = Package(content), {}
    for name in package.names():
        if _WORDS.fullmatch(name):
            root = package.root(name)
            _mark_tree(root)
            changed[name] = _serialized(root)
        elif _PROPERTIES.fullmatch(name):
            changed[name] = title_of(package.read(name).decode()).encode()
    return _packed(_constant(package, changed), changed)


def tags(content: bytes) -> list[str]:
    """Return the tags of our controls in the document, each once, sorted."""
    package = Package(content)
    found: set[str] = set()
    for name in filter(_WORDS.fullmatch, package.names()):
        found.update(_tag(each) for each in _controls(package.root(name)))
    return sorted(found)


def portions(content: bytes, wanted: Sequence[Portion], *, keep: bool = False) -> Iterator[bytes]:
    """Yield a document for each portion: its `bits` say what it is about, its `words` what is filled in.

    With `keep` the controls stay. The document is read once; what no control touches is packed once.
    """
    package = Package(content)
    trees = {}
    for name in filter(_WORDS.fullmatch, package.names()):
        root = package.root(name)
        if next(_controls(root), None) is not None:
            trees[name] = root
    constant = _constant(package, trees)
    for portion in wanted:
        changed = {}
        for name, tree in trees.items():
            own = deepcopy(tree)
            _portion_tree(own, int(portion["bits"], 16), portion["words"], keep=keep)
            changed[name] = _serialized(own)
        yield _packed(constant, changed)


def _portion_tree(root: Any, bits: int, words: dict[str, str], *, keep: bool) -> None:
    tables = set()
    for control in list(_controls(root)):
        if not _is_in(control, root):
            continue
        tag = _tag(control)
        if tag.startswith(FILL):
            if (name := tag.removeprefix(FILL)) in words:
                _fill(control, words[name])
        elif not _is_about(tag, bits):
            if (table := _table_of(control)) is not None:
                tables.add(table)
            _remove(control)
            continue
        if not keep:
            _unwrap(control)
    for table in tables:
        _drop_if_empty(table)


def _is_in(element: Any, root: Any) -> bool:
    """Return whether the element still stands in the tree: what it stood in may have been removed."""
    return any(each is root for each in element.iterancestors())


def _is_about(tag: str, bits: int) -> bool:
    own = int(tag.rpartition("-")[2], 16)
    return own & bits == own if tag.startswith(ALL) else bool(own & bits)


def _fill(control: Any, words: str) -> None:
    texts = list(control.iter(f"{W}t"))
    for place, text in enumerate(texts):
        text.text = words if place == 0 else ""
        text.set(_SPACE, "preserve")


def _remove(control: Any) -> None:
    parent = control.getparent()
    parent.remove(control)
    if parent.tag == f"{W}tc" and parent.find(f"{W}p") is None:
        etree.SubElement(parent, f"{W}p")


def _unwrap(control: Any) -> None:
    content = control.find(f"{W}sdtContent")
    for child in list(content) if content is not None else ():
        control.addprevious(child)
    control.getparent().remove(control)


def _table_of(element: Any) -> Any:
    return next(element.iterancestors(f"{W}tbl"), None)


def _drop_if_empty(table: Any) -> None:
    """A table of which only the heading row is left says nothing."""
    parent = table.getparent()
    if parent is None:
        return
    rows = list(table.iter(f"{W}tr"))
    if all(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows):
        parent.remove(table)


def _controls(root: Any) -> Iterator[Any]:
    """Yield our controls in the order of the text."""
    for control in root.iter(f"{W}sdt"):
        tag = _tag(control)
        if tag.startswith(FILL) or BITS.fullmatch(tag):
            yield control


def _tag(control: Any) -> str:
    named = control.find(f"{W}sdtPr/{W}tag")
    return "" if named is None else str(named.get(f"{W}val", ""))


def _mark_tree(root: Any) -> None:
    for table in list(root.iter(f"{W}tbl")):
        _mark_table(table)
    for paragraph in list(root.iter(f"{W}p")):
        if tag := _tag_of(paragraph):
            _wrap([paragraph], tag)
    for text in list(root.iter(f"{W}t")):
        if is_marked(text.text or ""):
            _mark_words(text)
    _merge(root)


def _tag_of(element: Any) -> str:
    """Return the tag of what the element's marks say, without those of controls in it; '' without marks."""
    found = set()
    for text in element.iter(f"{W}t"):
        if not any(BITS.fullmatch(_tag(each)) for each in text.iterancestors(f"{W}sdt")):
            found.update(IN_TEXT.findall(text.text or ""))
    if len(found) < 2:
        return "".join(ANY + bits for bits in found)
    together = 0
    for bits in found:
        together |= int(bits, 16)
    return f"{ALL}{together:x}"


def _mark_table(table: Any) -> None:
    """A table about one thing goes as a whole, else row by row."""
    rows = [(row, _tag_of(row)) for row in table.iterchildren(f"{W}tr")]
    marked = [(row, tag) for row, tag in rows if tag]
    if not marked:
        return
    if len({tag for _, tag in marked}) == 1 and 2 * len(marked) > len(rows):
        _wrap([table], marked[0][1])
        return
    for row, tag in marked:
        _wrap([row], tag)


def _mark_words(text: Any) -> None:
    """Put the words between fill marks into a control of their own, in runs like theirs."""
    run, words = text.getparent(), text.text or ""
    pieces = fill_of(words)
    if run.tag != f"{W}r" or not any(name for name, _ in pieces):
        text.text = stripped(words)
        return
    for name, piece in pieces:
        own = deepcopy(run)
        for child in [each for each in own if each.tag != f"{W}rPr"]:
            own.remove(child)
        shown = etree.SubElement(own, f"{W}t")
        shown.text = stripped(piece)
        shown.set(_SPACE, "preserve")
        run.addprevious(own)
        if name:
            _wrap([own], FILL + name)
    rest = [each for each in run if each.tag != f"{W}rPr" and each is not text]
    run.remove(text)
    if not rest:
        run.getparent().remove(run)


def _wrap(elements: list[Any], tag: str) -> None:
    """Put the elements, which stand beside one another, into a control that Word does not let go."""
    control = etree.Element(f"{W}sdt")
    properties = etree.SubElement(control, f"{W}sdtPr")
    etree.SubElement(properties, f"{W}tag").set(f"{W}val", tag)
    etree.SubElement(properties, f"{W}lock").set(f"{W}val", "sdtLocked")
    content = etree.SubElement(control, f"{W}sdtContent")
    elements[0].addprevious(control)
    for each in elements:
        content.append(each)


def _merge(root: Any) -> None:
    """Make one control of neighbours about the same, with the empty paragraphs between and after them."""
    for control in list(root.iter(f"{W}sdt")):
        tag = _tag(control)
        if control.getparent() is None or not BITS.fullmatch(tag) or _table_of(control) is not None:
            continue
        content = control.find(f"{W}sdtContent")
        following = control.getnext()
        while following is not None:
            after = following.getnext()
            if following.tag == f"{W}sdt" and _tag(following) == tag:
                for child in list(following.find(f"{W}sdtContent")):
                    content.append(child)
                following.getparent().remove(following)
            elif _is_blank(following):
                content.append(following)
            else:
                break
            following = after


def _is_blank(element: Any) -> bool:
    return (
        element.tag == f"{W}p" and not "".join(element.itertext()) and element.find(f".//{W}sectPr") is None
    )


def _serialized(root: Any) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _constant(package: Package, changing: dict[str, Any]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name in package.names():
            if name not in changing:
                packed.writestr(_entry(name), package.read(name), compresslevel=_COMPRESSION)
    return out.getvalue()


def _packed(constant: bytes, changed: dict[str, bytes]) -> bytes:
    out = BytesIO()
    out.write(constant)
    with zipfile.ZipFile(out, "a") as packed:
        for name, xml in changed.items():
            packed.writestr(_entry(name), xml, compresslevel=_COMPRESSION)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """One fixed moment: the same words give the same file, and so the same hash."""
    entry = zipfile.ZipInfo(name, MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def refuse_missing(before: bytes, after: bytes) -> None:
    """Raise RefusedTemplateError where the edited file has lost a control of the one that was checked out."""
    lost = set(tags(before)) - set(tags(after))
    if lost:
        raise RefusedTemplateError(
            [
                "Filen har mistet de usynlige mærker, der siger, hvilket system et afsnit handler om. Hent "
                "rapporten igen, ret i den hentede fil, og gem den som Word-dokument (.docx). Et afsnit må "
                "tømmes for tekst, men ikke flyttes over i et nyt dokument."
            ]
        )
