"""Addresses at the door, the same on all three sites: sign in and out, reset, invitation."""

from allauth.account import views as allauth
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accounts import views
from accounts.access import open_to_all


class AlphanumericConverter(StringConverter):
    """Letters and digits: whom a link is for, before the dash, since what follows has dashes too."""

    regex = "[0-9A-Za-z]+"


register_converter(AlphanumericConverter, "alphanumeric")

urlpatterns = [
    path("log-ind/", open_to_all(allauth.login), name="account_login"),
    path("log-ud/", open_to_all(allauth.logout), name="account_logout"),
    path("glemt-adgangskode/", open_to_all(allauth.password_reset), name="account_reset_password"),
    path(
        "glemt-adgangskode/sendt/",
        open_to_all(allauth.password_reset_done),
        name="account_reset_password_done",
    ),
    path(
        "ny-adgangskode/<alphanumeric:uidb36>-<str:key>/",
        open_to_all(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "ny-adgangskode/gemt/",
        open_to_all(allauth.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path("spaerret/", open_to_all(views.inactive), name="account_inactive"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
