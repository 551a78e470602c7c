"""Addresses of the hosts of no organisation: the API by key, and the way to a municipality's site."""

from django.urls import include, path

from integrations.os2compliance import landing

urlpatterns = [
    path("", include("integrations.os2compliance.api_urls")),
    path("document", landing.which_municipality, name="which_municipality"),
]
handler500 = "secretariat.errors.server_error"
