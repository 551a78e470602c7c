"""Addresses of the secretariat site."""

from django.urls import include, path

from secretariat import desk

urlpatterns = [
    path("", desk.front, name="front"),
    path("konto/", include("accounts.urls.door")),
]
handler500 = "secretariat.errors.server_error"
