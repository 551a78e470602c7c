"""The point model on the register's rows: what a municipality's use scores, and who drives a joint audit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from register.models import Answer, SystemAssessment, SystemUse
from register.points import NO_PERSONAL_DATA, PointModel, Processing, Score, any_of, score, strictest
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
    """What is known of a municipality's processing: the secretariat's own value, else what the line says."""
    own = assessment or SystemAssessment()
    return Processing(
        subjects=use.subjects,
        special_categories=_first_known(own.special_categories, use.special_categories),
        other_protected=any_of(_first_known(own.cpr, use.cpr), _first_known(own.other_protected)),
        special_processing=_first_known(own.special_processing),
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
    driver = max(scored, key=lambda pair: pair[0].highest or 0, default=None)
    together = strictest([each for each, _ in scored])
    return SystemScore(together, driver[1] if driver and not together.no_personal_data else None)


def recommended_concepts(system_ids: Iterable[UUID], day: date) -> dict[UUID, SystemScore]:
    """The result of many systems at once, by their id; a system nobody uses is left out."""
    model = model_on(day)
    ids = list(system_ids)
    assessments = {each.system_id: each for each in SystemAssessment.objects.filter(system_id__in=ids)}
    uses: dict[UUID, list[SystemUse]] = {}
    for use in SystemUse.objects.filter(system_id__in=ids, is_active=True).select_related("municipality"):
        uses.setdefault(use.system_id, []).append(use)
    return {
        system_id: score_of_system(found, assessments.get(system_id), model)
        for system_id, found in uses.items()
    }
