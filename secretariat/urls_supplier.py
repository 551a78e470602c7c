"""Addresses of the supplier site."""

from django.urls import include, path
from django.views.i18n import set_language

from accounts.access import open_to_all
from accounts.views import choose_organisation
from secretariat import desk

urlpatterns = [
    path("", desk.front, name="front"),
    path("aftaler/", include("agreements.joint.urls.supplier")),
    path("dokumentation/", include("audits.joint.urls.statements")),
    path("konto/", include("accounts.urls.door")),
    path("konto/organisation/", choose_organisation, name="choose_organisation"),
    path("personer/", include("accounts.urls.people")),
    path("systemer/", include("register.urls.supplier")),
    path("tilsyn/", include("audits.joint.urls.supplier")),
    path("sprog/", open_to_all(set_language), name="set_language"),
]
handler500 = "secretariat.errors.server_error"
