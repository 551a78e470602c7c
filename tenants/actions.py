"""Onboarding a municipality."""

from datetime import date

from django.conf import settings
from django.db import transaction

from tenants.kommuner import KOMMUNER
from tenants.models import Domain, Municipality
from tenants.schema import build, steps
from workflows.actors import Actor
from workflows.danish import slug
from workflows.log import record


class UnknownMunicipalityError(LookupError):
    """No Danish municipality has the code."""


def onboard(*, kommunekode: str, by: Actor, since: date, shared_mailbox: str = "") -> Municipality:
    """Make a municipality a member: row, host name, schema, role and grants, in one transaction.

    Act as the owner. Raises UnknownMunicipalityError for a code that is none of the 98, and
    ValidationError where the municipality is a member already.
    """
    facts = next((each for each in KOMMUNER if each.kommunekode == kommunekode), None)
    if facts is None:
        raise UnknownMunicipalityError(kommunekode)
    name = slug(facts.short_name)
    with transaction.atomic():
        municipality = Municipality(
            schema_name=f"m_{name}",
            kommunekode=kommunekode,
            cvr=facts.cvr,
            name=facts.name,
            short_name=facts.short_name,
            region=facts.region,
            population=facts.population,
            shared_mailbox=shared_mailbox,
            member_since=since,
        )
        municipality.save()
        Domain(domain=f"{name}.{settings.BASE_DOMAIN}", tenant=municipality, is_primary=True).save()
        build(municipality.id, municipality.schema_name, steps(), new=True)
        record(municipality, "onboard", by=by, after=municipality.state)
    return municipality
