"""The municipality's keys, under /api-noegler/."""

from django.urls import path

from integrations.os2compliance import key_views

app_name = "api_keys"
urlpatterns = [
    path("", key_views.listed, name="list"),
    path("<uuid:key_id>/forny/", key_views.roll, name="roll"),
    path("<uuid:key_id>/spaer/", key_views.revoke, name="revoke"),
]
