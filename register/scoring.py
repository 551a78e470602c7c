"""The point model on the register's rows: what a municipality's use scores, and who drives a joint audit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from register.models import Answer, SystemAssessment, SystemUse
from register.points import NO_PERSONAL_DATA, PointModel, Processing, Score, any_of, score, strictest
from register.thresholds import COUNTED_MEMBERS
from workflows.values import value_on

KEY = "register.points"
_TRUTH = {Answer.YES.value: True, Answer.NO.value: False}


@dataclass(frozen=True, slots=True)
class SystemScore:
    """A system's strictest result, and the use that drives it (shown to the secretariat only)."""

    score: Score
    driver: SystemUse | None


def model_on(day: date) -> PointModel:
    """The point model in force on a day; raises NoValueError before the guide."""
    return PointModel.from_value(value_on(KEY, day))


def _first_known(*answers: str) -> bool | None:
    """The first answer that says yes or no."""
    return next((_TRUTH[answer] for answer in answers if answer in _TRUTH), None)


def processing_of(use: SystemUse, assessment: SystemAssessment | None) -> Processing:
    """What is known of a municipality's processing.

    What the municipality itself has told of its own data counts first, then the secretariat's own value,
    then what an imported line says.
    """
    own, told = assessment or SystemAssessment(), use.told_answers

    def known(name: str) -> bool | None:
        line, ours = getattr(use, name), getattr(own, name)
        return _first_known(*((line, ours) if name in told else (ours, line)))

    return Processing(
        subjects=use.subjects,
        special_categories=known("special_categories"),
        other_protected=any_of(known("cpr"), known("other_protected")),
        special_processing=known("special_processing"),
    )


def score_of_use(use: SystemUse, assessment: SystemAssessment | None, model: PointModel) -> Score:
    """The points of one use; none where it is known to hold no personal data."""
    own = assessment.personal_data if assessment else ""
    if _first_known(own, use.personal_data) is False:
        return NO_PERSONAL_DATA
    return score(processing_of(use, assessment), model)


def score_of_system(
    uses: Iterable[SystemUse], assessment: SystemAssessment | None, model: PointModel
) -> SystemScore:
    """The strictest result over a system's active uses, and the use with the highest total."""
    scored = [(score_of_use(use, assessment, model), use) for use in uses if use.is_active]
    driver = max(scored, key=lambda pair: (pair[0].highest or 0, pair[0].lowest or 0), default=None)
    together = strictest([each for each, _ in scored])
    return SystemScore(together, driver[1] if driver and not together.no_personal_data else None)


def recommended_concepts(system_ids: Iterable[UUID], day: date) -> dict[UUID, SystemScore]:
    """The result of many systems at once, by their id; a system no member uses is left out."""
    model = model_on(day)
    found = uses_and_assessments(system_ids)
    return {
        system_id: score_of_system(uses, assessment, model)
        for system_id, (uses, assessment) in found.items()
        if uses
    }


def uses_and_assessments(
    system_ids: Iterable[UUID],
) -> dict[UUID, tuple[list[SystemUse], SystemAssessment | None]]:
    """The members' active uses of many systems and the secretariat's view of each, in two queries."""
    ids = list(system_ids)
    assessments = {each.system_id: each for each in SystemAssessment.objects.filter(system_id__in=ids)}
    found: dict[UUID, tuple[list[SystemUse], SystemAssessment | None]] = {
        system_id: ([], assessments.get(system_id)) for system_id in ids
    }
    members = SystemUse.objects.filter(
        system_id__in=ids, is_active=True, municipality__state__in=COUNTED_MEMBERS
    )
    for use in members.select_related("municipality").order_by("municipality__name_sort"):
        found[use.system_id][0].append(use)
    return found
