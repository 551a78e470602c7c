"""What a view's request knows, for type checkers: a view's parameter is annotated with one of these.

Pages open to all take VisitorRequest; a view behind `@requires` takes PersonRequest, and on its
own site MunicipalityRequest or SupplierRequest, where the organisation is known to be there.
"""

from uuid import UUID

from accounts.models import Engagement
from tenants.hosts import HostMunicipality
from tenants.request import SiteRequest
from workflows.actors import Actor


class VisitorRequest(SiteRequest):
    """A request of somebody who may be signed in or not."""

    actor: Actor | None
    engagement: Engagement | None
    other_engagements: list[Engagement]
    supplier_id: UUID | None
    halfway: Actor | None
    ended: str
    mailbox_proven: bool
    factor_shown: str


class PersonRequest(VisitorRequest):
    """A request of somebody signed in on any of the sites."""

    actor: Actor
    engagement: Engagement


class MunicipalityRequest(PersonRequest):
    """A request of somebody signed in on a municipality's site."""

    municipality: HostMunicipality


class SupplierRequest(PersonRequest):
    """A request of somebody signed in on the suppliers' site."""

    supplier_id: UUID
