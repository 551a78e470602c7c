"""Addresses of the people administration, the same on all three sites."""

from django.urls import path

from accounts import people

urlpatterns = [
    path("", people.people, name="people"),
    path("<uuid:engagement_id>/luk/", people.end, name="people_end"),
]
