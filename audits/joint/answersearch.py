"""Searching in what suppliers have answered, by an index of its words."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Left

from audits.joint.models import Answer
from workflows.searching import Holds, Words, asked, guessed, misspelt, one_off, words_of

MOST = 50
LOOKED_AT = 500  # of what holds the words this many are put in order; more is told as "more than"
LIKELY = 20  # words that one misspelt word may have been meant as
EXCERPT = 400
# One form after the other by the index; asked for all at once, PostgreSQL would read every word.
NEAR = """
    SELECT DISTINCT w.word FROM unnest(%s::varchar[]) AS form
      JOIN audits_joint_answerword w ON w.forms @> ARRAY[form]
"""
FIELDS = (
    "id",
    "questionnaire__audit_id",
    "questionnaire__audit__case_number",
    "questionnaire__audit__supplier__name",
    "number",
    "text",
    "excerpt",
)


@dataclass(frozen=True)
class FoundAnswer:
    """An answer that holds the words: whose it is, what was asked, and how the answer begins."""

    id: UUID
    audit_id: UUID
    case_number: str
    supplier: str
    number: int
    question: str
    excerpt: str


def find_answers(words: str, most: int = MOST) -> list[FoundAnswer]:
    """Return answers in which every word stands, as the beginning of a word, the newest first.

    Where there is none, those with a word that has one letter wrong, missing, too many or swapped. Short
    words and those with digits are never guessed. For the secretariat only: no policy is on its rows.
    """
    wanted = words_of(words)
    if not wanted:
        return []
    found = list(_rows(asked(*([word] for word in wanted)), most))
    if not found and (meant := _meant(wanted)):
        found = list(_rows(asked(*meant, whole=True), most))
    return [FoundAnswer(*row) for row in found]


def _rows(question: Any, most: int) -> QuerySet[Any, Any]:
    hits = Answer.objects.order_by().filter(Holds(Words("comment"), question)).values("pk")[:LOOKED_AT]
    rows = Answer.objects.filter(pk__in=hits).annotate(excerpt=Left("comment", EXCERPT))
    return rows.order_by(F("saved_at").desc(nulls_last=True), "id").values_list(*FIELDS)[:most]


def _meant(wanted: list[str]) -> list[list[str]]:
    """Return for each word those it may have been meant as; nothing where one can be none."""
    guesses = [_likely(word) if guessed(word) else [word] for word in wanted]
    return guesses if all(guesses) else []


def _likely(word: str) -> list[str]:
    """Return words of answers that are this one but for a letter; PostgreSQL is slow at such patterns."""
    with connection.cursor() as cursor:
        cursor.execute(NEAR, [misspelt(word)])
        near = [row[0] for row in cursor.fetchall()]
    is_meant = re.compile(one_off(word)).fullmatch
    return sorted(each for each in near if is_meant(each))[:LIKELY]


def learn_words(since: datetime | None = None) -> int:
    """Let searching know the words of answers saved since a moment, or of all; return how many are new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audits_joint_learn_words_v1(%s)", [since])
        return int(cursor.fetchone()[0])
