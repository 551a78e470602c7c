"""The wording of the product's mails: shipped in templates/mails, changed by the secretariat where it wishes.

A shipped file begins with a comment that says to whom and when the mail is sent. A wording of the
secretariat's may use what the shipped one uses and no more: the same fields, the same tags, so that who edits
a letter cannot reach anything but what the letter tells already.

A mail that somebody who reads English may get has an English wording beside it, with the same fields, shipped
and changed the same way: "audits/notice.en" beside "audits/notice".
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template import Context, Engine, Template, TemplateSyntaxError
from django.template.base import Lexer, Token, TokenType
from django.utils.text import smart_split

from workflows.languages import ENGLISH
from workflows.mailwords import word_of
from workflows.models import MailText

FOLDER = Path(settings.BASE_DIR) / "templates" / "mails"
MUST_STAY = ("link", "url", "code")  # without it the recipient gets no further
LONGEST = 10_000
_HEAD = re.compile(r"^(?:\{% load \w+ %\})?\{% autoescape off %\}(?:\{#(?P<told>.*?)#\})?\s*", re.DOTALL)
_TAIL = re.compile(r"\s*\{% endautoescape %\}\s*$")
_TAGS = {"if", "elif", "else", "endif", "for", "endfor"}
_JOINING = {"in", "and", "or", "not", "==", "!=", ">", "<", ">=", "<="}
_FILTERS = {
    "capfirst",
    "da_date",
    "da_moment",
    "da_number",
    "default",
    "join",
    "length",
    "lower",
    "pluralize",
    "spoken",
}
_FORMAT = re.compile(r"\|(?:da_\w+|spoken)")
_LITERAL = re.compile(r"^(\d+|\"[^\"]*\"|'[^']*')$")
ENGINE = Engine(
    autoescape=False,
    builtins=[
        "django.template.defaulttags",
        "django.template.defaultfilters",
        "secretariat.pagekit.templatetags.pagekit",
    ],
)


class Wording:
    """A compiled wording; its first line is the subject."""

    def __init__(self, text: str) -> None:
        self.compiled = Template(text, engine=ENGINE)

    def render(self, context: dict[str, Any]) -> str:
        """Return the mail with the fields filled in."""
        return str(self.compiled.render(Context(context, autoescape=False)))


def names() -> list[str]:
    """Return the names of all mails, e.g. "audits/notice"."""
    return sorted(path.relative_to(FOLDER).as_posix().removesuffix(".txt") for path in FOLDER.rglob("*.txt"))


@cache
def is_translated(template: str) -> bool:
    """Return whether the mail has an English wording beside the Danish one."""
    return (FOLDER / f"{template}.{ENGLISH}.txt").exists()


def in_language(template: str, language: str) -> str:
    """Return the name of a mail's wording in a language: the Danish one where there is no other."""
    return f"{template}.{ENGLISH}" if language == ENGLISH and is_translated(template) else template


@cache
def shipped(template: str) -> str:
    """Return the shipped wording, subject first; raises FileNotFoundError for a mail that there is not."""
    return _TAIL.sub("", _HEAD.sub("", _file(template)))


@cache
def told_of(template: str) -> str:
    """Return to whom and when the mail is sent, in Danish, as its file says."""
    found = _HEAD.match(_file(template))
    return ((found and found["told"]) or "").strip()


def _file(template: str) -> str:
    return (FOLDER / f"{template}.txt").read_text(encoding="utf-8")


def text_of(template: str) -> str:
    """Return the wording that counts now."""
    own = MailText.objects.filter(template=template).values_list("text", flat=True).first()
    return own or shipped(template)


def wording_of(template: str) -> Wording:
    """Return the wording that counts now, ready to be filled."""
    own = MailText.objects.filter(template=template).values_list("text", flat=True).first()
    return Wording(own) if own else _shipped_wording(template)


@cache
def _shipped_wording(template: str) -> Wording:
    return Wording(shipped(template))


def fields_of(template: str) -> list[str]:
    """Return the fields of the shipped wording as they are written, e.g. "supplier"."""
    found = {
        _name(token.contents) for token in _tokens(shipped(template)) if token.token_type == TokenType.VAR
    }
    return sorted(found)


def faults(template: str, text: str) -> list[str]:
    """Return what is wrong with a wording, in Danish; an empty list: it can be used."""
    subject, _, body = text.strip().partition("\n")
    if not subject.strip() or not body.strip():
        return ["Første linje er mailens emne, og derefter kommer teksten. Skriv begge dele."]
    if len(text) > LONGEST:
        return [f"Teksten er længere end {LONGEST} tegn."]
    known = set(_words(shipped(template)))
    strange = [*_strange(text, known)]
    missing = [
        f"{{{{ {name} }}}} skal være med i teksten; uden det kan modtageren ikke komme videre."
        for name in fields_of(template)
        if name in MUST_STAY and name not in _variables(text)
    ]
    return [*strange, *missing] or _not_understood(text)


def _not_understood(text: str) -> list[str]:
    try:
        Template(text, engine=ENGINE)
    except TemplateSyntaxError:
        return [
            "Teksten kan ikke læses: et felt eller en betingelse er ikke lukket. Hver {% if … %} skal have "
            "en {% endif %}, hver {% for … %} en {% endfor %}, og hvert felt skrives {{ sådan }}."
        ]
    return []


def _strange(text: str, known: set[str]) -> Iterator[str]:
    for token in _tokens(text):
        where = f"Linje {token.lineno}"
        if token.token_type == TokenType.COMMENT:
            yield f"{where}: bemærkninger i {{# … #}} kan ikke bruges."
        elif token.token_type == TokenType.VAR and _name(token.contents) not in known:
            yield f"{where}: feltet {{{{ {_name(token.contents)} }}}} findes ikke i denne mail."
        elif token.token_type == TokenType.BLOCK and token.contents.split()[0] not in _TAGS:
            yield f"{where}: {{% {token.contents} %}} kan ikke bruges her."
        elif strange := [each for each in _parts(token) if not _allowed(each, known)]:
            yield f"{where}: »{strange[0]}« kan ikke bruges i denne mail."


def _allowed(part: str, known: set[str]) -> bool:
    name, *filters = part.split("|")
    used = {each.partition(":")[0] for each in filters}
    return (name in known or name in _JOINING or bool(_LITERAL.match(name))) and used <= _FILTERS


def _tokens(text: str) -> list[Token]:
    return [each for each in Lexer(text).tokenize() if each.token_type != TokenType.TEXT]


def _parts(token: Token) -> list[str]:
    bits = list(smart_split(token.contents))
    return bits if token.token_type == TokenType.VAR else bits[1:]


def _words(text: str) -> Iterator[str]:
    for token in _tokens(text):
        yield from (_name(part) for part in _parts(token))


def _variables(text: str) -> set[str]:
    return {_name(token.contents) for token in _tokens(text) if token.token_type == TokenType.VAR}


def _name(expression: str) -> str:
    return expression.split("|", maxsplit=1)[0].strip()


class Shown:
    """Stands for a field in a preview: it is written as what it is called, and can be asked for its parts."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return f"‹{word_of(self.name)}›"

    def __getitem__(self, part: object) -> "Shown":
        if isinstance(part, int):
            raise IndexError
        return Shown(f"{self.name}.{part}")

    def __iter__(self) -> Iterator["Shown"]:
        return iter([Shown(self.name)])

    def __len__(self) -> int:
        return 1


def preview(template: str, text: str) -> tuple[str, str]:
    """Return subject and body of a wording without faults, each field shown by what it is called."""
    roots = {word.split(".")[0] for word in _words(shipped(template))}
    plain = _FORMAT.sub("", text)  # a name is no date
    filled = Wording(plain).render({root: Shown(root) for root in roots}).strip()
    subject, _, body = filled.partition("\n")
    return " ".join(subject.split()), body.strip()
