"""The Danish Data Protection Agency's point model for supervision of processors (guide of October 2021).

Four questions give points; their sum names the lowest concept of supervision that is recommended. What is not
known gives a lowest and a highest total, and only where these lead to different concepts must somebody
find out.
The weights are dated configuration (``register.points``), never constants of the code.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

CONCEPTS = (1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class PointModel:
    """The model's numbers as they were in force on a day.

    ``limits`` are the two numbers of persons: under the first gives one point, over the second three.
    ``bands`` are (highest total, lowest concept), in rising order.
    """

    limits: tuple[int, int]
    special_categories: int
    other_protected: int
    special_processing: int
    bands: tuple[tuple[int, int], ...]

    @classmethod
    def from_value(cls, value: Mapping[str, Any]) -> "PointModel":
        """The model from its stored form; raises KeyError or ValueError when the value is no point model."""
        low, high = value["limits"]
        bands = tuple((int(total), int(concept)) for total, concept in value["bands"])
        if list(bands) != sorted(bands) or low > high:
            raise ValueError("limits and bands must rise")
        return cls(
            limits=(int(low), int(high)),
            special_categories=int(value["special_categories"]),
            other_protected=int(value["other_protected"]),
            special_processing=int(value["special_processing"]),
            bands=bands,
        )

    def minimum_concept(self, total: int) -> int:
        """The lowest concept recommended at a total; raises ValueError for a total the model does not
        know.
        """
        for highest, concept in self.bands:
            if total <= highest:
                return concept
        raise ValueError(f"{total} points are beyond the model")

    def allowed(self, total: int) -> frozenset[int]:
        """The concepts that are enough at a total; concept 4 is not enough from the band that asks for 5."""
        minimum = self.minimum_concept(total)
        return frozenset(concept for concept in CONCEPTS if concept >= minimum)


@dataclass(frozen=True, slots=True)
class Processing:
    """What is known of one controller's processing; None is not known."""

    subjects: int | None
    special_categories: bool | None
    other_protected: bool | None
    special_processing: bool | None


@dataclass(frozen=True, slots=True)
class Score:
    """The lowest and highest possible total and the concepts they lead to; all None without personal data."""

    lowest: int | None
    highest: int | None
    lowest_concept: int | None
    highest_concept: int | None

    @property
    def no_personal_data(self) -> bool:
        """Nobody is registered: no processor relation, no supervision."""
        return self.lowest is None

    @property
    def must_be_found_out(self) -> bool:
        """Whether what is unknown decides which concept is recommended."""
        return self.lowest_concept != self.highest_concept

    @property
    def concept(self) -> int | None:
        """The recommended lowest concept (*anbefalet mindste koncept*): the strictest that is possible."""
        return self.highest_concept


NO_PERSONAL_DATA = Score(None, None, None, None)
FACTS = ("subjects", "special_categories", "other_protected", "special_processing")


def any_of(*answers: bool | None) -> bool | None:
    """Yes when one is yes, no when all are no, otherwise not known (CPR or other data deserving
    protection).
    """
    if any(answer is True for answer in answers):
        return True
    return None if any(answer is None for answer in answers) else False


def _persons(subjects: int | None, model: PointModel) -> tuple[int, int]:
    if subjects is None:
        return 1, 3
    low, high = model.limits
    points = 1 if subjects < low else 2 if subjects <= high else 3
    return points, points


def _answer(answer: bool | None, weight: int) -> tuple[int, int]:
    return (weight if answer else 0), (0 if answer is False else weight)


def parts(processing: Processing, model: PointModel) -> dict[str, tuple[int, int]]:
    """The lowest and highest points of each of the four questions, by the name of its fact."""
    return {
        "subjects": _persons(processing.subjects, model),
        "special_categories": _answer(processing.special_categories, model.special_categories),
        "other_protected": _answer(processing.other_protected, model.other_protected),
        "special_processing": _answer(processing.special_processing, model.special_processing),
    }


def score(processing: Processing, model: PointModel) -> Score:
    """The points of one controller's processing. Raises ValueError for a negative number of persons."""
    if processing.subjects is not None and processing.subjects < 0:
        raise ValueError("a number of persons cannot be negative")
    if processing.subjects == 0:
        return NO_PERSONAL_DATA
    given = parts(processing, model).values()
    lowest, highest = sum(low for low, _ in given), sum(high for _, high in given)
    return Score(lowest, highest, model.minimum_concept(lowest), model.minimum_concept(highest))


def wanted(processing: Processing, model: PointModel) -> tuple[str, ...]:
    """The unknown facts that somebody must find out: those that alone can change what is recommended.

    Nothing where the concept is the same whatever they are. Where only several together can change it, all
    that are unknown.
    """
    result = score(processing, model)
    if not result.must_be_found_out:
        return ()
    unknown = tuple(name for name in FACTS if getattr(processing, name) is None)
    alone = tuple(name for name in unknown if _changes(name, processing, model, result))
    return alone or unknown


def _changes(name: str, processing: Processing, model: PointModel, before: Score) -> bool:
    """Whether some value of one fact alone gives another lowest or highest concept."""
    low, high = model.limits
    values: tuple[Any, ...] = (1, low, high + 1) if name == "subjects" else (True, False)
    found = (score(replace(processing, **{name: value}), model) for value in values)
    return any(
        (each.lowest_concept, each.highest_concept) != (before.lowest_concept, before.highest_concept)
        for each in found
        if not each.no_personal_data
    )


def strictest(scores: list[Score]) -> Score:
    """The result a joint audit is run at: the highest of many controllers'; nobody with data gives none."""
    known = [each for each in scores if each.lowest is not None and each.highest is not None]
    if not known:
        return NO_PERSONAL_DATA
    lowest = max(known, key=lambda each: each.lowest or 0)
    highest = max(known, key=lambda each: each.highest or 0)
    return Score(lowest.lowest, highest.highest, lowest.lowest_concept, highest.highest_concept)
