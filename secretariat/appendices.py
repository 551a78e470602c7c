"""Tells the audits which sub-processors the agreements name: the two wings do not know each other."""

from collections.abc import Iterable
from uuid import UUID

from agreements.joint.countries import name_of
from agreements.joint.models import SubProcessorNotice
from agreements.joint.notices.states import NoticeState
from agreements.joint.parts.transfers import BASES
from agreements.joint.reliance.models import Reliance
from agreements.joint.states import TextState
from audits.joint.appendices import SubProcessor, tells_appendix_b, tells_chain
from documents.word.filters import dato

IN_FORCE = (TextState.AGREED, TextState.RELEASED, TextState.SENT)


@tells_appendix_b
def of_common_texts(supplier_id: UUID) -> Iterable[str]:
    """Return the names in appendix B of the supplier's agreed texts, the first link of the chain only."""
    rows = Reliance.objects.filter(
        common_text__supplier=supplier_id, common_text__state__in=IN_FORCE, level=1
    )
    return rows.values_list("processor__name", flat=True).distinct()


@tells_chain
def as_members_know_it(supplier_id: UUID) -> Iterable[SubProcessor]:
    """Return the sub-processors of the texts that were sent to members, with those noticed since."""
    rows = Reliance.objects.filter(common_text__supplier=supplier_id, common_text__state=TextState.SENT)
    rows = rows.exclude(notice__state=NoticeState.WITHDRAWN).select_related("processor", "notice")
    for each in rows.prefetch_related("common_text__systems"):
        yield SubProcessor(
            name=each.processor.name,
            country=name_of(each.country),
            purpose=each.purpose if each.level == 1 else f"{each.level}. led i kæden: {each.purpose}",
            basis=BASES.get(each.transfer_basis, "Ingen overførsel"),
            change=_change(each.notice),
            systems=frozenset(row.system_id for row in each.common_text.systems.all()),
        )


def _change(notice: SubProcessorNotice | None) -> str:
    return f"Ny, bruges fra {dato(notice.used_from)}" if notice else ""
