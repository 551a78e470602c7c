"""Addresses of the municipality site."""

from django.urls import include, path

from secretariat import desk

urlpatterns = [
    path("", desk.front, name="front"),
    path("aarsrapport/", include("secretariat.overviews.municipality.urls")),
    path("aftaler/", include("agreements.municipal.urls")),
    path("aftaler/<uuid:agreement_id>/oplysninger/", include("agreements.joint.urls.municipality")),
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
