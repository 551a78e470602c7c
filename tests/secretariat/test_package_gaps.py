"""What is missing is told by kind: many systems are one line, and none of them is lost."""

from secretariat.package.gapgroups import SHOWN, grouped, told
from secretariat.package.gaps import NATURE, NOT_SUPERVISED, Gap


def gap(number: int, kind: str, question: str = "done") -> Gap:
    return Gap(question, f"System {number}: {kind}.", "Se det", "/x/", kind, f"System {number}")


def test_many_of_a_kind_are_one_sentence_with_the_first_names_and_the_number() -> None:
    found = [gap(number, NOT_SUPERVISED) for number in range(1500)]
    [group] = grouped(found)
    assert group.is_folded
    [sentence] = told([group])
    assert sentence == (
        "Der er ikke ført tilsyn i perioden (1500): System 0, System 1, System 2, System 3, System 4 "
        "og 1495 mere. Alle står i fortegnelsen."
    )
    assert len(group.shown) + group.others == 1500
    assert len(group.shown) == SHOWN


def test_few_of_a_kind_and_what_has_no_kind_are_told_one_by_one() -> None:
    few = [gap(number, NOT_SUPERVISED) for number in range(3)]
    alone = [Gap("plan", f"Ingen plan for {year}.", "Se planen", "/x/") for year in (2025, 2026)]
    groups = grouped([*few, *alone])
    assert not any(each.is_folded for each in groups)
    assert told(groups) == [each.text for each in [*few, *alone]]


def test_kinds_and_questions_are_kept_apart_and_their_order_stays() -> None:
    found = [gap(1, NATURE, "processors"), gap(1, NOT_SUPERVISED), gap(2, NATURE, "processors")]
    assert [(each.question, each.kind, len(each.rows)) for each in grouped(found)] == [
        ("processors", NATURE, 2),
        ("done", NOT_SUPERVISED, 1),
    ]
