"""Incidents on the municipality's site; part of the agreements' addresses."""

from django.urls import path

from agreements.municipal.incidents import views

urlpatterns = [
    path("haendelser/", views.list_incidents, name="incidents"),
    path("haendelser/<uuid:incident_id>/", views.incident, name="incident"),
    path("haendelser/<uuid:incident_id>/notat/", views.write_note, name="incident_note"),
    path("haendelser/<uuid:incident_id>/notat/fortael/", views.tell, name="incident_tell"),
    path("haendelser/<uuid:incident_id>/notat/pdf/", views.as_pdf, name="incident_pdf"),
]
