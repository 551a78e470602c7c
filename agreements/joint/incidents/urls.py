"""Incidents on the secretariat's site and on the supplier's; parts of the agreements' addresses."""

from django.urls import path

from agreements.joint.incidents import supplier_views, views, writing_views

OFFICE = [
    path("", views.list_incidents, name="incidents"),
    path("ny/", writing_views.new, name="incident_new"),
    path("<uuid:incident_id>/", views.incident, name="incident"),
    path("<uuid:incident_id>/ret/", writing_views.rewrite, name="incident_rewrite"),
    path("<uuid:incident_id>/kommuner/", writing_views.add, name="incident_add"),
    path("<uuid:incident_id>/ryk/", views.remind_silent, name="incident_remind"),
    path("<uuid:incident_id>/trin/<slug:name>/", views.step, name="incident_step"),
]
SUPPLIER = [
    path("", supplier_views.overview, name="incidents"),
    path("meld/", supplier_views.report, name="incident_report"),
    path("<uuid:incident_id>/", supplier_views.incident, name="incident"),
    path("<uuid:incident_id>/opdatering/", supplier_views.more, name="incident_more"),
]
