"""No address hides another: each page of a site is reached by its own path."""

from uuid import UUID

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse

from tests.test_permission_table import patterns


@pytest.mark.parametrize("site", sorted(settings.SITE_URLCONFS))
def test_every_address_leads_to_its_own_page(site: str) -> None:
    urlconf = settings.SITE_URLCONFS[site]
    resolver = get_resolver(urlconf)
    found = [(name, arguments) for name, _, arguments in patterns(site)]
    assert len(found) > 20
    for name, arguments in found:
        given = {key: UUID(int=1) if isinstance(value, UUID) else value for key, value in arguments.items()}
        path = reverse(name, urlconf=urlconf, kwargs=given)
        assert resolver.resolve(path).view_name == name, path
