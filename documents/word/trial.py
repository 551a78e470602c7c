"""The look at a Word template before it may be used: all that is wrong at once, and where.

Runs in the limited process (documents.word.child): the file is somebody's upload.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes

from documents.checks import office, reaching, zips
from documents.checks.refusal import RefusedFileError
from documents.fields import Field, example_context, fields_for, paths_of
from documents.word.compiling import CompiledTemplate
from documents.word.constructs import fields_of, is_absent, refusals
from documents.word.errors import RefusedTemplateError, WordError
from documents.word.parts import property_texts, sources
from documents.word.places import WHOLE_FILE, fields_in, near, place_of, words_of
from documents.word.report import MISSING, UNKNOWN, Problem, Report
from documents.word.sandbox import WordEnvironment, environment

AS_DOCX = "Gem den som .docx, og send den igen."
PROPERTY = "Filens egenskaber"
NOT_FILLED = (
    "Feltet {field} står et sted, hvor det ikke bliver udfyldt. "
    "Flyt det til teksten, sidehovedet, sidefoden, en fodnote eller en slutnote."
)
_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\{%", re.DOTALL)
_XML = (".xml", ".rels", ".vml")
_FILLED_PROPERTIES = "docProps/core"


def look_at(content: bytes, kind: str, structure: str = "") -> Report:
    """Look at a template and fill it with the example data of its kind of document (documents.fields)."""
    try:
        _refuse_harmful(content)
        word = _opened(content)
        parts = [(source.name, source.jinja) for source in sources(word)]
    except RefusedFileError as refused:
        return Report((Problem(WHOLE_FILE, str(refused)),))
    except WordError as refused:
        return Report(tuple(Problem(WHOLE_FILE, text) for text in refused.messages))
    properties = [(PROPERTY, text) for text in property_texts(word).values()]
    texts = [*((place_of(name), jinja) for name, jinja in parts), *properties]
    problems = [*_unfilled(content, {name for name, _ in parts}), *_of_texts(texts, kind)]
    return _tried(content, kind, structure, texts, problems)


def _refuse_harmful(content: bytes) -> None:
    if not content.startswith(b"PK\x03\x04"):
        raise RefusedFileError("Skabelonen er ikke et Word-dokument.", AS_DOCX)
    with zips.opened(io.BytesIO(content), zips.TEMPLATES) as package:
        if office.kind_of(package) != office.WORD:
            raise RefusedFileError("Skabelonen er ikke et Word-dokument.", AS_DOCX)
        office.refuse_entities_everywhere(package)
        reaching.refuse_reaching_out(package)
        if found := reaching.warnings(package):
            raise RefusedFileError(found[0], "Fjern det fra skabelonen, og send den igen.")


def refuse_harmful(content: bytes) -> None:
    """Raise RefusedTemplateError for a file that does more than show itself, or is no Word document."""
    try:
        _refuse_harmful(content)
        _opened(content)
    except RefusedFileError as refused:
        raise RefusedTemplateError([str(refused)]) from refused


def _opened(content: bytes) -> DocxTemplate:
    try:
        word = DocxTemplate(io.BytesIO(content))
        word.init_docx()
    except (OpcError, KeyError, ValueError, AttributeError) as error:
        raise RefusedFileError("Word-dokumentet kan ikke læses.", zips.SAVE_AGAIN) from error
    return word


def _unfilled(content: bytes, filled: set[str]) -> Iterator[Problem]:
    """A field in a comment, a chart or a link would be sent out as it stands."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name in filled or not name.endswith(_XML) or name.startswith(_FILLED_PROPERTIES):
                continue
            xml = package.read(name).decode("utf-8", "replace")
            found = _BRACES.search(words_of(xml)) or _BRACES.search(xml)
            if found:
                yield Problem(place_of(name), NOT_FILLED.format(field=found.group(0)))


def _of_texts(texts: list[tuple[str, str]], kind: str) -> Iterator[Problem]:
    made, values = environment(), example_context(kind)
    for place, jinja in texts:
        try:
            tree = made.parse(jinja)
        except TemplateSyntaxError as error:
            yield Problem(place, _misspelt(made, jinja, error))
            continue
        yield from _of_tree(made, tree, place)
        absent = sorted(path for path in fields_of(tree) if is_absent(path, values))
        # A name that begins with an underscore has been refused as such.
        for path in (path for path in absent if "._" not in f".{path}"):
            yield Problem(place, _unknown(path, jinja), UNKNOWN, path)


def _of_tree(made: WordEnvironment, tree: nodes.Template, place: str) -> Iterator[Problem]:
    found = refusals(tree, frozenset(made.filters), frozenset(made.tests))
    return (Problem(place, sentence) for sentence in dict.fromkeys(found))


def _misspelt(made: WordEnvironment, jinja: str, error: TemplateSyntaxError) -> str:
    for field in fields_in(jinja):
        try:
            made.parse(field)
        except TemplateSyntaxError as of_field:
            return f"Feltet {field} er skrevet forkert: {of_field.message}"
    return f"Et felt, en betingelse eller en gentagelse er skrevet forkert: {error.message}"


def _unknown(path: str, jinja: str) -> str:
    words = near(jinja, path.rpartition(".")[2].removesuffix("[]"))
    return f"Feltet {path} findes ikke." + (f" Det står i »{words}«." if words else "")


def _tried(
    content: bytes, kind: str, structure: str, texts: list[tuple[str, str]], problems: list[Problem]
) -> Report:
    if any(problem.kind != UNKNOWN for problem in problems):
        return Report(tuple(problems))
    made, known = environment(), fields_for(kind, structure)
    asked = frozenset().union(*(fields_of(made.parse(jinja)) for _, jinja in texts))
    missing = [field for field in known if field.required and not _is_asked(field, asked)]
    problems += [
        Problem(WHOLE_FILE, f"Feltet {one.path} mangler ({one.explanation}).", MISSING, one.path)
        for one in missing
    ]
    unused = tuple(sorted(set(paths_of(known)) - asked - {field.path for field in missing}))
    trial = None
    if not any(problem.kind == UNKNOWN for problem in problems):
        try:
            trial = CompiledTemplate(content).render(example_context(kind))
        except WordError as refused:
            problems += [Problem(WHOLE_FILE, text) for text in refused.messages]
    return Report(tuple(problems), unused, trial)


def _is_asked(field: Field, asked: frozenset[str]) -> bool:
    return any(path == field.path or path.startswith((f"{field.path}.", f"{field.path}[")) for path in asked)
