"""Tells the audits which sub-processors the agreements name: the two wings do not know each other."""

from collections.abc import Iterable
from uuid import UUID

from agreements.joint.reliance.models import Reliance
from agreements.joint.states import TextState
from audits.joint.appendices import tells_appendix_b

IN_FORCE = (TextState.AGREED, TextState.RELEASED, TextState.SENT)


@tells_appendix_b
def of_common_texts(supplier_id: UUID) -> Iterable[str]:
    """Return the names in appendix B of the supplier's agreed texts, the first link of the chain only."""
    rows = Reliance.objects.filter(
        common_text__supplier=supplier_id, common_text__state__in=IN_FORCE, level=1
    )
    return rows.values_list("processor__name", flat=True).distinct()
