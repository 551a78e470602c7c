"""A version that was in hearing twice answers and tells what was said in both."""

from audits.joint.actions import findings, hearings, reporting
from audits.joint.models import Audit, Finding, Hearing, HearingComment
from audits.municipal.models import ReceivedComment
from tests.audits.test_documents import words_of
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.engine import available


def said(walk: Walk, hearing: Hearing, text: str) -> HearingComment:
    """The supplier comments and sends its answer; the findings are upheld."""
    with acting_as(SUPPLIER):
        mine = Hearing.objects.get(pk=hearing.pk)
        found = hearings.comment(by=walk.actor("leo"), hearing=mine, text=text)
        hearings.finish_hearing(by=walk.actor("leo"), hearing=mine)
    with acting_as(SECRETARIAT):
        for finding in Finding.objects.filter(audit=hearing.audit_id, state="hearing"):
            findings.settle_after_hearing(by=walk.actor("sara"), finding=finding, uphold=True)
    return found


def answer(walk: Walk, comment: HearingComment, text: str) -> None:
    with acting_as(SECRETARIAT):
        hearings.answer_comment(by=walk.actor("sara"), comment=comment, outcome="met", answer=text)


def told(walk: Walk, audit: Audit) -> list[tuple[str, str, str]]:
    with acting_as(walk.municipality("aalborg")):
        rows = ReceivedComment.objects.filter(report__is_current=True)
        return list(rows.values_list("heading", "text", "answer"))


def test_what_was_said_in_both_hearings_of_a_version_is_answered_and_stands_in_the_report(walk: Walk) -> None:
    hearing, sara = walk.in_hearing(), walk.actor("sara")
    audit = hearing.audit
    first = said(walk, hearing, "Første indvending")
    answer(walk, first, "Første svar")
    with acting_as(SECRETARIAT):
        read = reporting.finish(by=sara, audit=walk.again(audit))
        walked = reporting.fail_reading(by=walk.actor("lise"), audit=read, remark="Der mangler et forhold")
        HearingComment.objects.filter(pk=first.pk).update(answered_at=None, answered_by_name="", answer="")
    walk.found(walked)
    second = said(walk, walk.in_hearing(walked), "Anden indvending")
    answer(walk, second, "Andet svar")
    with acting_as(SECRETARIAT):
        steps = {each.name: each.reason for each in available(walk.again(audit), by=sara)}
        assert "Ikke alle leverandørens bemærkninger" in str(steps["to_second_reader"])
    answer(walk, first, "Første svar")
    done = walk.ready(audit)
    with acting_as(SECRETARIAT):
        words = words_of(done.report_versions.get().file)
    assert words.index("1. høring: Udkastet har") < words.index("2. høring: Udkastet har")
    assert words.index("Første svar") < words.index("Andet svar")
    walk.published(done)
    both = [
        ("1. høring: Udkastet i det hele", "Første indvending", "Første svar"),
        ("2. høring: Udkastet i det hele", "Anden indvending", "Andet svar"),
    ]
    assert told(walk, audit) == both


def test_a_new_version_tells_of_its_own_hearing_and_without_one_of_the_one_before(walk: Walk) -> None:
    hearing, sara = walk.in_hearing(), walk.actor("sara")
    audit = hearing.audit
    answer(walk, said(walk, hearing, "Til version 1"), "Svar 1")
    walk.published(walk.ready(audit))
    one = told(walk, audit)
    assert [text for _, text, _ in one] == ["Til version 1"]
    for new_hearing in (False, True):
        with acting_as(SECRETARIAT):
            reporting.revise(by=sara, audit=walk.again(audit), kind="new", reason="Nyt")
        if new_hearing:
            walk.found(audit)
            answer(walk, said(walk, walk.in_hearing(audit), "Til version 3"), "Svar 3")
        walk.published(walk.ready(audit))
        assert [text for _, text, _ in told(walk, audit)] == [
            "Til version 3" if new_hearing else "Til version 1"
        ]
