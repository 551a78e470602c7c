"""Addresses of the API, made from the table of settings; each kind is served at several."""

from django.conf import settings
from django.urls import path

from integrations.os2compliance import views

VIEWS = {
    "audits": views.audits,
    "suppliers": views.suppliers,
    "it_systems": views.systems,
    "documents": views.documents,
    "description": views.description,
}
app_name = "api"
urlpatterns = [
    path(address, view, name=f"{kind}_{place}" if place else kind)
    for kind, view in VIEWS.items()
    for place, address in enumerate(settings.API_PATHS[kind])
]
