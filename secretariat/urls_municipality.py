"""Addresses of the municipality site."""

from django.urls import include, path

from secretariat import desk

urlpatterns = [
    path("", desk.front, name="front"),
    path("konto/", include("accounts.urls.door")),
    path("personer/", include("accounts.urls.people")),
    path("systemer/", include("register.urls.municipality")),
]
handler500 = "secretariat.errors.server_error"
