"""Addresses of the supplier site."""

from django.urls import include, path

from accounts.views import choose_organisation
from secretariat import desk, language

urlpatterns = [
    path("", desk.front, name="front"),
    path("aftaler/", include("agreements.joint.urls.supplier")),
    path("dokumentation/", include("audits.joint.urls.statements")),
    path("konto/", include("accounts.urls.door")),
    path("konto/organisation/", choose_organisation, name="choose_organisation"),
    path("personer/", include("accounts.urls.people")),
    path("systemer/", include("register.urls.supplier")),
    path("tilsyn/", include("audits.joint.urls.supplier")),
    path("sprog/", language.choose, name="set_language"),
]
handler500 = "secretariat.errors.server_error"
