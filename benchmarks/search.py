"""search: words in one million answers, with æ, ø, å and misspelt, as the secretariat's search asks for them.

A round is the eight searches below. `index_query` is the statement that finds the rows and nothing else:
the same SQL over the same index, the words already spelt right, by a bare cursor without walls. Both must
find the same answers in the same order before anything is timed.
"""

from itertools import product
from typing import Any
from uuid import UUID

from django.db import connection

from audits.joint.answersearch import find_answers, learn_words
from audits.joint.models import Answer, Audit, Question, Questionnaire
from benchmarks.matrix_fill import insertion
from benchmarks.timing import Result, Side, measure
from benchmarks.web import superuser
from register.models import Supplier
from walls.callers import Caller, acting_as

ANSWERS = 1_000_000
A_CASE = 50  # questions
STEMS = (
    "adgangs", "ændrings", "åbenheds", "bruger", "database", "drifts", "fjern", "fortroligheds", "følsomheds",
    "grænse", "hændelses", "identitets", "kapacitets", "krypterings", "lærings", "løsnings", "måle", "nøgle",
    "nødstrøms", "opbevarings", "overvågnings", "personale", "prøve", "revisions", "rettigheds", "risiko",
    "sikkerheds", "skærm", "slette", "sårbarheds", "tilgængeligheds", "trafik", "træning", "udviklings",
    "underleverandør", "virus", "værktøjs", "øvelses", "arkiv", "beredskabs",
)  # fmt: skip
MIDDLES = (
    "anlægs", "aftale", "begræns", "central", "data", "enheds", "funktions", "gruppe", "håndterings",
    "instruks", "journal", "kontrol", "lager", "miljø", "netværks", "område", "periode", "rapport", "server",
    "system",
    "tjeneste", "udstyrs", "vejlednings", "zone", "års",
)  # fmt: skip
ENDINGS = (
    "ansvar", "beskrivelse", "bevis", "cyklus", "dækning", "eftersyn", "forløb", "gennemgang", "hjælp",
    "indsats", "jævnføring", "kæde", "liste", "mærkning", "niveau", "oversigt", "politik", "procedure",
    "række", "skema", "styring", "test", "udtræk", "vagt", "værn", "ændring", "øvelse", "årshjul", "måling",
    "løfte",
)  # fmt: skip
WORDS = [f"{stem}{middle}{ending}" for ending, middle, stem in product(ENDINGS, MIDDLES, STEMS)]
DRAWN = """
CREATE TEMP TABLE words AS SELECT * FROM unnest(%(words)s::text[]) WITH ORDINALITY AS w (word, place);
CREATE UNIQUE INDEX ON words (place);
CREATE TEMP TABLE drawn AS SELECT n, gen_random_uuid() AS id, gen_random_uuid() AS form
  FROM generate_series(1, %(cases)s) n;
CREATE TEMP TABLE asked AS SELECT n, gen_random_uuid() AS id FROM generate_series(1, %(a_case)s) n;
CREATE TEMP TABLE phrases AS
SELECT n, (SELECT string_agg(word, ' ') || '.' FROM (
           SELECT 1 + floor(power(random() + 0 * n, 3) * %(number)s)::int AS place
             FROM generate_series(1, 12) OFFSET 0) r JOIN words USING (place)) AS text
  FROM generate_series(1, %(answers)s) n;
CREATE UNIQUE INDEX ON phrases (n);
DROP INDEX audits_answer_words;
SET session_replication_role = replica
"""
SUPPLIER = "(SELECT id FROM register_supplier LIMIT 1) s"
FILLED: list[tuple[type[Any], dict[str, str], str]] = [
    (
        Audit,
        {
            "id": "d.id",
            "case_number": "'T-2026-' || lpad(d.n::text, 5, '0')",
            "supplier_id": "s.id",
            "year": "2026",
            "quarter": "1",
            "state": "'review'",
            "concept": "3",
        },
        f"drawn d, {SUPPLIER}",
    ),
    (
        Question,
        {"id": "a.id", "question_set_id": "q.id", "number": "1000 + a.n", "text": "'Spørgsmål ' || a.n"},
        "asked a, (SELECT id FROM audits_joint_questionset LIMIT 1) q",
    ),
    (
        Questionnaire,
        {
            "id": "d.form",
            "audit_id": "d.id",
            "supplier_id": "s.id",
            "question_set_id": "q.id",
            "state": "'submitted'",
        },
        f"drawn d, {SUPPLIER}, (SELECT id FROM audits_joint_questionset LIMIT 1) q",
    ),
    (
        Answer,
        {
            "id": "gen_random_uuid()",
            "supplier_id": "s.id",
            "questionnaire_id": "d.form",
            "question_id": "a.id",
            "number": "a.n",
            "text": "'Hvordan er det sikret?'",
            "choice": "'yes'",
            "comment": "p.text",
            "saved_at": "timestamptz '2026-01-01' + p.n * interval '7 seconds'",
        },
        f"{SUPPLIER}, drawn d CROSS JOIN asked a JOIN phrases p ON p.n = (d.n - 1) * {A_CASE} + a.n",
    ),
]


def run(rounds: int = 15, *, answers: int = ANSWERS) -> Result:
    """Search in turn, ours and the bare queries; see benchmarks.timing.measure."""
    fill(answers)
    searches = _searches()
    with acting_as(Caller.secretariat()):
        statements = [_statement(each) for each in searches]
    with superuser() as server:
        cursor = server.cursor()

        def bare(_: Any) -> list[list[UUID]]:
            return [[row[0] for row in cursor.execute(*each).fetchall()] for each in statements]

        def ours(_: Any) -> list[list[UUID]]:
            with acting_as(Caller.secretariat()):
                return [[each.id for each in find_answers(words)] for words in searches]

        sides = [
            Side(name, work, outcome=lambda _, made: _told(made))
            for name, work in (("ours", ours), ("index_query", bare))
        ]
        return measure("search", sides[0], sides[1:], rounds=rounds)


def _searches() -> list[str]:
    """Spelt right, by other letters, two words, the beginning of a word, and three ways of being wrong."""
    often, now_and_then, seldom, other = WORDS[300], WORDS[3000], WORDS[20_000], WORDS[9_001]
    swapped = now_and_then[:5] + now_and_then[6] + now_and_then[5] + now_and_then[7:]
    return [
        often.upper(),
        now_and_then.replace("æ", "ae").replace("ø", "oe").replace("å", "aa"),
        seldom,
        f"{WORDS[5]} {WORDS[40]}",
        WORDS[25_017][:-3],
        often[:4] + often[5:],
        swapped,
        f"{other[:6]}x{other[7:]}",
    ]


def _statement(words: str) -> tuple[Any, Any]:
    """Return the statement by which ours found the rows in the end, with what was given for it."""
    given: list[tuple[Any, Any]] = []

    def note(execute: Any, statement: Any, params: Any, many: Any, context: Any) -> Any:
        given.append((statement, params))
        return execute(statement, params, many, context)

    with connection.execute_wrapper(note):
        assert find_answers(words), f"{words} is found"
    return given[-1]


def _told(made: list[list[UUID]]) -> list[list[str]]:
    return [[str(each) for each in found] for found in made]


def fill(answers: int) -> None:
    """Make cases with as many answers as are asked for, each of twelve words, some often and most seldom."""
    with acting_as(Caller.owner()):
        Supplier.objects.create(name="Nordlys Data A/S", number="10150817")
    connection.close()
    with superuser() as server:
        cursor = server.cursor()
        given = {
            "words": WORDS,
            "number": len(WORDS),
            "cases": answers // A_CASE,
            "a_case": A_CASE,
            "answers": answers,
        }
        for statement in DRAWN.split(";\n"):
            cursor.execute(statement, given)
        for model, told, source in FILLED:
            cursor.execute(insertion("public", model, told, source))
        index = next(each for each in Answer._meta.indexes if each.name == "audits_answer_words")
        with acting_as(Caller.owner()), connection.schema_editor(collect_sql=True) as editor:
            editor.add_index(Answer, index)
        cursor.execute(editor.collected_sql[0].rstrip(";"))
    with acting_as(Caller.secretariat()):
        learn_words()
    with superuser() as server:
        server.execute("VACUUM ANALYZE")
