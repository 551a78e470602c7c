"""Addresses of the municipality site."""

from django.urls import include, path

from integrations.os2compliance import landing
from secretariat import desk

urlpatterns = [
    path("", desk.front, name="front"),
    path("aarsrapport/", include("secretariat.overviews.municipality.urls")),
    path("", include("integrations.os2compliance.api_urls")),
    path("aftaler/", include("agreements.municipal.urls")),
    path("aftaler/<uuid:agreement_id>/oplysninger/", include("agreements.joint.urls.municipality")),
    path("api-noegler/", include("integrations.os2compliance.key_urls")),
    path("document", landing.reports, name="supplier_reports"),
    path("dokumentation/", include("secretariat.package.urls")),
    path("konto/", include("accounts.urls.door")),
    path("personer/", include("accounts.urls.people")),
    path("raad/", include("agreements.joint.urls.advice")),
    path("systemer/", include("secretariat.oursystems.urls")),
    path("tilsyn/plan/forslag/", include("audits.joint.presenting.municipality_urls")),
    path("udveksling/", include("integrations.oversight.urls")),
    path("tilsyn/", include("audits.municipal.urls")),
]
handler500 = "secretariat.errors.server_error"
