"""Drafting a plan on the municipality's site, from the joint plan and its own systems."""

from django.urls import path

from audits.joint.presenting import municipality_views

app_name = "ownplans"
urlpatterns = [path("", municipality_views.draft, name="draft")]
