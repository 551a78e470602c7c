"""Addresses of the year report on a municipality's site."""

from django.urls import path

from secretariat.overviews.municipality import views

app_name = "yearreports"
urlpatterns = [
    path("", views.year, name="year"),
    path("dan/", views.make, name="make"),
    path("<uuid:report_id>/", views.file, name="file"),
]
