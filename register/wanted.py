"""What a municipality is asked to find out about its own systems: only what can change the concept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, Count, IntegerField, QuerySet, Value, When

from register.models import Answer, Screening, SystemAssessment, SystemUse
from register.points import FACTS, PointModel, Score, wanted
from register.queries import NOT_A_PROCESSOR
from register.scoring import processing_of, score_of_use

SEEN = ("system_id", "screening", "personal_data", *SystemAssessment.ANSWERS[1:], "other_protected")
QUESTIONS = {
    "subjects": "antal registrerede",
    "special_categories": "følsomme oplysninger",
    "other_protected": "CPR-nummer eller andre beskyttelsesværdige oplysninger",
    "special_processing": "særlig behandling",
}


@dataclass(frozen=True)
class OwnScore:
    """A municipality's own result for a system, and the facts that are asked for."""

    use: SystemUse
    score: Score
    wanted: tuple[str, ...]

    @property
    def questions(self) -> list[str]:
        """Return in Danish what is asked for."""
        return [QUESTIONS[name] for name in self.wanted]


def own_scores(uses: Iterable[SystemUse], model: PointModel) -> list[OwnScore]:
    """Return the results of a municipality's own active uses; act as that municipality or the secretariat.

    A system that the secretariat has found to have no processor is left out, and so is one without personal
    data. What a system holds is the secretariat's to find out first: until it has said that there is a
    processor, a municipality is asked for its number of data subjects only.
    """
    active = [use for use in uses if use.is_active]
    seen = SystemAssessment.objects.filter(system_id__in=[use.system_id for use in active])
    assessments = {
        row["system_id"]: SystemAssessment(**row) for row in seen.values(*SEEN, "special_processing")
    }
    return [
        found
        for use in active
        if (found := _own_score(use, assessments.get(use.system_id), model)) is not None
    ]


def _own_score(use: SystemUse, assessment: SystemAssessment | None, model: PointModel) -> OwnScore | None:
    screening = assessment.screening if assessment else ""
    result = score_of_use(use, assessment, model)
    if screening in NOT_A_PROCESSOR or result.no_personal_data:
        return None
    asked = wanted(processing_of(use, assessment), model)
    if screening != Screening.PROCESSOR:
        asked = tuple(name for name in asked if name == FACTS[0])
    if not screening and use.personal_data != Answer.YES:
        asked = ()
    return OwnScore(use, result, asked)


def asked_of(uses: Iterable[SystemUse], model: PointModel) -> list[OwnScore]:
    """Return those of a municipality's systems that something is asked about."""
    return [each for each in own_scores(uses, model) if each.wanted]


_OF_USE = ("personal_data", "special_categories", "cpr", "other_protected", "special_processing", "told")
_OF_SYSTEM = ("screening", *_OF_USE[:-1])


def asked_by_member(uses: QuerySet[SystemUse], model: PointModel) -> Counter[UUID]:
    """Return of how many of its systems each member is asked something; act as the secretariat.

    The same as `asked_of`, counted: tens of thousands of uses hold a few hundred different sets of facts, so
    that the database puts them together and each set is looked at once.
    """
    low, high = model.limits
    number = Case(  # all that the points ask of a number: none, nobody, and which side of the limits
        When(subjects__isnull=True, then=Value(None)),
        When(subjects=0, then=Value(0)),
        When(subjects__lt=low, then=Value(1)),
        When(subjects__lte=high, then=Value(low)),
        default=Value(high + 1),
        output_field=IntegerField(),
    )
    theirs = [f"system__assessment__{name}" for name in _OF_SYSTEM]
    active = uses.filter(is_active=True).order_by().annotate(number=number)
    rows = active.values_list("municipality_id", "number", *_OF_USE, "system__assessment__id", *theirs)
    found: Counter[UUID] = Counter()
    is_asked: dict[tuple[object, ...], bool] = {}
    for municipality_id, subjects, *facts, number_of in rows.annotate(number_of=Count("id")):
        use, (key, *system) = facts[: len(_OF_USE)], facts[len(_OF_USE) :]
        told = (subjects, *use, key is None, *system)
        if told not in is_asked:
            one = SystemUse(subjects=subjects, **dict(zip(_OF_USE, use, strict=True)))
            seen = SystemAssessment(**dict(zip(_OF_SYSTEM, system, strict=True))) if key else None
            own = _own_score(one, seen, model)
            is_asked[told] = own is not None and bool(own.wanted)
        if is_asked[told]:
            found[municipality_id] += number_of
    return found
