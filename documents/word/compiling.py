"""A Word template compiled once: what stays the same is packed once, what changes is filled per document."""

import hashlib
import io
import zipfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock

from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError

from documents.word.constructs import fields_of, is_absent, refusals
from documents.word.errors import MissingFieldsError, RefusedTemplateError
from documents.word.parts import CompiledPart, CompiledProperties, property_texts, sources
from documents.word.sandbox import WordEnvironment, environment, missing_fields
from documents.word.values import Plain, plain_context

KEPT_TEMPLATES = 32
# One fixed moment in every file: the same template and values give the same bytes, and so the same hash.
MOMENT = (2020, 1, 1, 0, 0, 0)
LEVEL = 2


class CompiledTemplate:
    """Made from a template's bytes; `render` may be called by several threads at once."""

    def __init__(self, template: bytes) -> None:
        self.sha256 = hashlib.sha256(template).hexdigest()
        word = DocxTemplate(io.BytesIO(template))
        word.init_docx()
        made = environment()
        parts = list(sources(word))
        properties = property_texts(word)
        self.fields = _accepted(made, [*(source.jinja for source in parts), *properties.values()])
        self.parts = [CompiledPart(source, made.from_string(source.jinja), word) for source in parts]
        self.properties = CompiledProperties(word, properties, made)
        self._constant = _packed_constant(word, {self.properties.name, *(source.name for source in parts)})

    def render(self, context: Mapping[str, object]) -> bytes:
        """The filled document; see documents.word.render."""
        return self.render_plain(plain_context(context))

    def render_plain(self, values: dict[str, Plain]) -> bytes:
        """The filled document of values that have been through plain_context already."""
        missing: list[str] = []
        token = missing_fields.set(missing)
        try:
            changing = self._filled(values)
        finally:
            missing_fields.reset(token)
        if missing:
            raise MissingFieldsError(self._full_names(missing, values))
        return self._packed(changing)

    def _filled(self, values: dict[str, Plain]) -> list[tuple[str, bytes]]:
        try:
            parts = [(part.source.name, part.fill(values)) for part in self.parts]
            return [*parts, (self.properties.name, self.properties.fill(values))]
        except (SecurityError, TypeError, UndefinedError) as error:
            # A list where text was meant, or a comparison with a field that is missing.
            if missing := missing_fields.get():
                raise MissingFieldsError(self._full_names(missing, values)) from error
            raise RefusedTemplateError(
                ["Et felt i skabelonen får en anden slags værdi, end skabelonen regner med."]
            ) from error

    def _full_names(self, missing: list[str], values: dict[str, Plain]) -> list[str]:
        """kommune.navn where Jinja only knows navn: the template's fields that the values do not answer."""
        absent = sorted(path for path in self.fields if is_absent(path, values))
        ends = {path.rpartition(".")[2] for path in absent}
        others = [name for name in dict.fromkeys(missing) if name.rpartition(".")[2] not in ends]
        asked = {name.rpartition(".")[2] for name in missing}
        return [path for path in absent if path.rpartition(".")[2] in asked] + others

    def _packed(self, changing: list[tuple[str, bytes]]) -> bytes:
        out = io.BytesIO()
        out.write(self._constant)
        with zipfile.ZipFile(out, "a") as package:
            for name, xml in changing:
                package.writestr(_entry(name), xml, compresslevel=LEVEL)
        return out.getvalue()


def _accepted(made: WordEnvironment, texts: list[str]) -> frozenset[str]:
    """The fields of the texts; raises RefusedTemplateError with all that is not allowed in them."""
    trees = [_parsed(made, text) for text in texts]
    names = frozenset(made.filters), frozenset(made.tests)
    found = [sentence for tree in trees for sentence in refusals(tree, *names)]
    if found:
        raise RefusedTemplateError(list(dict.fromkeys(found)))
    return frozenset().union(*(fields_of(tree) for tree in trees))


def _parsed(made: WordEnvironment, jinja: str) -> nodes.Template:
    try:
        return made.parse(jinja)
    except TemplateSyntaxError as error:
        raise RefusedTemplateError([f"Et felt i skabelonen er skrevet forkert: {error.message}"]) from error


def _packed_constant(word: DocxTemplate, changing: set[str]) -> bytes:
    """Every part that no field touches, deflated once; [Content_Types].xml comes first, as Word wants it."""
    whole, out = io.BytesIO(), io.BytesIO()
    word.docx.save(whole)
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(out, "w") as package:
        for name in source.namelist():
            if name not in changing:
                package.writestr(_entry(name), source.read(name), compresslevel=9)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


_kept: OrderedDict[str, CompiledTemplate] = OrderedDict()
_lock = Lock()


def compiled(sha256: str, load: Callable[[], bytes]) -> CompiledTemplate:
    """The compiled template of that hash, kept by the process; `load` is called only the first time.

    Raises RefusedTemplateError where the template holds what is not allowed.
    """
    with _lock:
        if sha256 in _kept:
            _kept.move_to_end(sha256)
            return _kept[sha256]
    made = CompiledTemplate(load())
    if made.sha256 != sha256:
        raise RefusedTemplateError(["Skabelonens fil er ændret, siden den blev lagt op. Læg den op igen."])
    with _lock:
        _kept[sha256] = made
        while len(_kept) > KEPT_TEMPLATES:
            _kept.popitem(last=False)
    return made
