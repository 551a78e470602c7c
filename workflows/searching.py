"""Searching: finds with æ or ae, and, where nothing is spelt so, with one letter wrong.

Lists are read row by row (`search`). Long texts by the million have an index of their words (`Words`), which
`asked` and `Holds` question; a table of the words that are there, with their misspellings (`misspelt`), tells
what was meant by one that is not.
"""

import re
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchVectorField
from django.db.models import BooleanField, Func, Model, Q, QuerySet, TextField, Value
from django.db.models.lookups import Contains, Regex

Row = TypeVar("Row", bound=Model)
_SPELT = {"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae"}
MOST_WORDS = 8
FUZZY_UNTO = 40  # letters: the pattern of a longer word takes more memory than there is
FUZZY_FROM = 4  # letters: with fewer, one wrong letter makes another word


class Folded(Func):
    """A column as it is searched: small letters, æ as ae, ø as oe, å as aa, é as e; whatever the locale."""

    output_field = TextField()
    template = (
        "replace(replace(replace(replace(replace("
        "lower(translate(%(expressions)s, 'ÆØÅÄÖÉéÜü', 'æøåäöeeuu')), "
        "'æ', 'ae'), 'ø', 'oe'), 'å', 'aa'), 'ö', 'oe'), 'ä', 'ae')"
    )


def folded(text: str) -> str:
    """Return the text as it is searched for; the same as `Folded` makes of a column."""
    lowered = text.lower().replace("é", "e").replace("ü", "u")
    for letter, spelt in _SPELT.items():
        lowered = lowered.replace(letter, spelt)
    return lowered


def search(rows: "QuerySet[Row, Any]", words: str, *columns: str) -> "QuerySet[Row, Any]":
    """Return the rows in which every word stands in one of the columns, which may be related ones.

    Where there is none, those that have every word with one letter wrong, missing, too many or swapped
    with the next; short words and those with digits are never guessed. No words: all rows.
    """
    wanted = folded(words).split()
    if not wanted:
        return rows
    exact = _with(rows, [_holds(word, columns) for word in wanted])
    if exact.exists():
        return exact
    return _with(rows, [_resembles(word, columns) for word in wanted])


def found_in(words: str, *texts: str) -> bool:
    """Return whether every word stands in one of the texts, æ as ae; for what is not in a table."""
    told = [folded(text) for text in texts]
    return all(any(word in one for one in told) for word in folded(words).split())


def _with(rows: "QuerySet[Row, Any]", wanted: list[Q]) -> "QuerySet[Row, Any]":
    """Asked for by key, since a related column would give a row as often as it holds the word."""
    found: QuerySet[Any, Any] = rows.order_by()
    for each in wanted:
        found = found.filter(each)
    return rows.filter(pk__in=found.values("pk"))


def _holds(word: str, columns: tuple[str, ...]) -> Q:
    return Q(*(Contains(Folded(column), word) for column in columns), _connector=Q.OR)


def _resembles(word: str, columns: tuple[str, ...]) -> Q:
    if not guessed(word):
        return _holds(word, columns)
    pattern = Value(one_off(word))
    return Q(*(Regex(Folded(column), pattern) for column in columns), _connector=Q.OR)


def one_off(word: str) -> str:
    """Return a pattern of the word with one letter wrong, missing, too many, or swapped with the next."""
    told = [re.escape(letter) for letter in word]
    forms = {"".join([*told[:at], ".?", *told[at + 1 :]]) for at in range(len(told))}
    forms |= {"".join([*told[:at], ".", *told[at:]]) for at in range(1, len(told))}
    forms |= {"".join([*told[:at], told[at + 1], told[at], *told[at + 2 :]]) for at in range(len(told) - 1)}
    return "|".join(sorted(forms))


class Words(Func):
    """The words of a column, folded, as an index of them keeps them."""

    output_field = SearchVectorField()
    template = "to_tsvector('simple', %(expressions)s)"

    def __init__(self, column: str) -> None:
        super().__init__(Folded(column))


class Holds(Func):
    """Whether a column's words are those asked for; `Holds(Words("comment"), asked(...))` uses the index."""

    output_field = BooleanField()
    template = "%(expressions)s"
    arg_joiner = " @@ to_tsquery('simple', "

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        """Return the comparison; the joiner has opened a bracket."""
        told, given = super().as_sql(*args, **kwargs)
        return f"{told})", given


def words_of(text: str) -> list[str]:
    """Return the words that are searched for: folded, without what is neither letter nor digit."""
    return re.findall(r"[^\W_]+", folded(text))[:MOST_WORDS]


def asked(*alternatives: "list[str]", whole: bool = False) -> Value:
    """Return a question for `Holds`: of each list one word at least, as a beginning or, `whole`, as it is."""
    ending = "" if whole else ":*"
    return Value(" & ".join(f"({' | '.join(f'{word}{ending}' for word in words)})" for words in alternatives))


def guessed(word: str) -> bool:
    """Return whether a word that is not there may be one with a letter wrong."""
    return FUZZY_FROM <= len(word) <= FUZZY_UNTO and word.isalpha()


def misspelt(word: str) -> list[str]:
    """Return the word and what it is with one letter less.

    Two words of which these share one differ by a letter wrong, missing, too many or swapped with the
    next, or by a letter moved, which the pattern of `one_off` then leaves out.
    """
    return [word, *sorted({word[:at] + word[at + 1 :] for at in range(len(word))})]
