"""Work that stopped for good though somebody waits: a municipality's new document, a link to one outside."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from agreements.joint.models import CommonText, FactsChange, OutsideRecipient
from agreements.joint.states import TextState
from workflows.models import Job

CHANGE, LINK = "agreements.change_facts", "agreements.outside_link"
ROW_OF = {CHANGE: "change", LINK: "recipient"}
BEHIND = "Kommunens skema mangler en opdatering."
BUSY = "Kommunens skema var optaget hver gang."
TIRED = "Arbejdet gik i stå, efter at det var prøvet flere gange."


@dataclass(frozen=True)
class Stopped:
    """One job that has failed for good, what it was to bring about, for whom, and why it did not."""

    job: Job
    text: CommonText
    what: str
    who: str
    why: str

    @property
    def since(self) -> datetime:
        """Return when it was tried the last time."""
        return self.job.finished_at or self.job.created_at


def stopped() -> list[Stopped]:
    """Return what somebody waits for and no job works on any more, oldest first. Act as the secretariat."""
    failed = {kind: _last_failed(kind) for kind in ROW_OF}
    changes = FactsChange.objects.filter(pk__in=failed[CHANGE], state=FactsChange.State.WAITING)
    found = [
        Stopped(
            failed[CHANGE][each.id],
            each.agreement.common_text,
            f"Nyt dokument med kommunens oplysninger, {each.agreement.number}",
            each.municipality.name,
            why_of(failed[CHANGE][each.id]),
        )
        for each in changes.select_related("agreement__common_text", "municipality")
    ]
    found += [
        Stopped(
            failed[LINK][each.id],
            each.common_text,
            f"Link til modtager uden for fællesskabet, {each.number}",
            each.name,
            TIRED,
        )
        for each in _without_link(failed[LINK])
    ]
    return sorted(found, key=lambda each: each.since)


def _last_failed(kind: str) -> dict[UUID, Job]:
    """Return {row: job} of the rows whose newest job of the kind has failed."""
    jobs = Job.objects.filter(kind=kind)
    rows = jobs.filter(state=Job.State.FAILED).values_list(f"payload__{ROW_OF[kind]}", flat=True)
    newest = {
        each.payload[ROW_OF[kind]]: each
        for each in jobs.filter(**{f"payload__{ROW_OF[kind]}__in": list(rows)}).order_by("created_at")
    }
    return {UUID(row): job for row, job in newest.items() if job.state == Job.State.FAILED}


def _without_link(failed: dict[UUID, Job]) -> QuerySet[OutsideRecipient]:
    return OutsideRecipient.objects.filter(
        pk__in=failed, revoked_at=None, common_text__state=TextState.SENT
    ).select_related("common_text")


def why_of(job: Job) -> str:
    """Return in Danish what the job's last error says."""
    if "lags behind" in job.message:
        return BEHIND
    return BUSY if "lock timeout" in job.message else TIRED
