"""Stored results of the point model: one row whenever a system's result or what it rests on has changed."""

import json
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils import timezone

from register.models import ScoreResult, System, SystemAssessment, SystemUse
from register.points import PointModel, parts
from register.scoring import KEY, processing_of, score_of_system, score_of_use, uses_and_assessments
from workflows.models import LegalValue
from workflows.values import row_on

BATCH = 200


def keep(system_ids: Iterable[UUID], *, cause: str, day: date | None = None) -> dict[UUID, ScoreResult]:
    """Return the latest stored result of each system, after storing those that are not as stored.

    Act as the secretariat. A system no member uses has no result. Raises NoValueError before the guide.
    """
    row = row_on(KEY, day or timezone.localdate())
    ids = list(dict.fromkeys(system_ids))
    kept = latest(ids)
    fresh = [
        computed(system_id, uses, assessment, row, cause)
        for system_id, (uses, assessment) in uses_and_assessments(ids).items()
        if uses
    ]
    changed = [
        each
        for each in fresh
        if each.system_id not in kept or kept[each.system_id].fingerprint != each.fingerprint
    ]
    ScoreResult.objects.bulk_create(changed, batch_size=BATCH)
    return kept | {each.system_id: each for each in changed}


def keep_all(*, cause: str) -> int:
    """Store the results of all systems that are not as stored; return how many rows were looked at."""
    ids = list(System.objects.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        keep(ids[start : start + BATCH], cause=cause)
    return len(ids)


def latest(system_ids: Iterable[UUID]) -> dict[UUID, ScoreResult]:
    """Return the latest stored result of each system that has one."""
    found = ScoreResult.objects.filter(system_id__in=list(system_ids))
    rows = found.order_by("system_id", "-computed_at").distinct("system_id")
    return {each.system_id: each for each in rows}


def computed(
    system_id: UUID,
    uses: list[SystemUse],
    assessment: SystemAssessment | None,
    row: LegalValue,
    cause: str,
) -> ScoreResult:
    """Return a system's result by the model of `row`, not stored yet."""
    model = PointModel.from_value(row.value)
    found = score_of_system(uses, assessment, model)
    told = [_part(use, assessment, model) for use in uses]
    configuration = {
        "id": str(row.pk),
        "valid_from": row.valid_from.isoformat(),
        "source": row.source,
        "confirmed": row.confirmed,
        "value": row.value,
    }
    return ScoreResult(
        system_id=system_id,
        computed_at=timezone.now(),
        cause=cause,
        lowest=found.score.lowest,
        highest=found.score.highest,
        lowest_concept=found.score.lowest_concept,
        concept=found.score.highest_concept,
        driver_id=found.driver.municipality_id if found.driver else None,
        driver_name=found.driver.municipality.short_name if found.driver else "",
        parts=told,
        model=configuration,
        fingerprint=_fingerprint(told, configuration),
    )


def _part(use: SystemUse, assessment: SystemAssessment | None, model: PointModel) -> dict[str, Any]:
    """One member's inputs and result, as plain data."""
    processing = processing_of(use, assessment)
    result = score_of_use(use, assessment, model)
    points = parts(processing, model) if not result.no_personal_data else {}
    return {
        "municipality": str(use.municipality_id),
        "name": use.municipality.short_name,
        "subjects": processing.subjects,
        "is_estimate": use.subjects_is_estimate,
        "basis": use.subjects_basis,
        "special_categories": processing.special_categories,
        "other_protected": processing.other_protected,
        "special_processing": processing.special_processing,
        "points": {name: list(pair) for name, pair in points.items()},
        "lowest": result.lowest,
        "highest": result.highest,
        "concept": result.concept,
    }


def _fingerprint(told: list[dict[str, Any]], configuration: dict[str, Any]) -> str:
    text = json.dumps([told, configuration], sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()
