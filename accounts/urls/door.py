"""Addresses at the door, the same on all three sites: sign in and out, reset, invitation, security."""

from allauth.account import views as allauth
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from accounts import security, views
from accounts.access import open_to_all
from accounts.second_factor import second_factor


class AlphanumericConverter(StringConverter):
    """Letters and digits: whom a link is for, before the dash, since what follows has dashes too."""

    regex = "[0-9A-Za-z]+"


register_converter(AlphanumericConverter, "alphanumeric")

urlpatterns = [
    path("log-ind/", open_to_all(allauth.login), name="account_login"),
    path("log-ud/", views.sign_out, name="account_logout"),
    path("kode/", second_factor, name="second_factor"),
    path("sikkerhed/", security.overview, name="security"),
    path("sikkerhed/adgangskode/", security.password, name="security_password"),
    path("sikkerhed/app/", security.app, name="security_app"),
    path("sikkerhed/app/fjern/", security.app_remove, name="security_app_remove"),
    path("sikkerhed/noedkoder/", security.codes, name="security_codes"),
    path("sikkerhed/noedkoder/hent/", security.codes_file, name="security_codes_file"),
    path("sikkerhed/noedkoder/gemt/", security.codes_kept, name="security_codes_kept"),
    path("sikkerhed/andre-steder/", security.end_others, name="security_end_others"),
    path("her/", security.still_here, name="still_here"),
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
