"""Which municipalities have not answered a notice of a new sub-processor, for the reminders."""

from collections.abc import Iterator

from django.utils import timezone

from accounts.sites import hosts_of, municipality_url
from agreements.joint.addresses import municipality_addresses
from agreements.joint.notices.models import NoticedAgreement
from agreements.municipal.notices.states import NoticeState
from tenants.models import Standing
from workflows.reminding import Matter, reminds


@reminds(
    "agreements.notice_answer",
    label="Et varsel om underdatabehandler venter på kommunens svar",
    parties={"municipality": "kommunens kontaktpersoner"},
    template="agreements/notice_reminder",
)
def notices_unanswered() -> Iterator[Matter]:
    """Notices that a municipality neither has let pass nor objected to, while it still can."""
    running = Standing.objects.filter(kind="subprocessor_notice", state=NoticeState.RUNNING)
    lines = list(
        NoticedAgreement.objects.select_related("notice__supplier").filter(
            pk__in=running.values("subject_id"), due__gte=timezone.localdate()
        )
    )
    members = {each.municipality_id for each in lines}
    hosts, addresses = hosts_of(members), municipality_addresses(members)
    for line in lines:
        if line.due is None:
            continue
        host = hosts.get(line.municipality_id, "")
        yield Matter(
            subject=line,
            due=line.due,
            title=f"{line.notice.supplier.name}: {line.notice.name} ({line.agreement_number})",
            link=municipality_url(host, "agreements:notice", line.notice_id),
            to={"municipality": tuple(addresses[line.municipality_id])},
        )
