"""Addresses of the calendar, on the secretariat's site."""

from django.urls import path

from secretariat.workdays import views

app_name = "workdays"
urlpatterns = [
    path("", views.calendar, name="calendar"),
    path("lukkedag/", views.add, name="add"),
    path("lukkedag/<uuid:day_id>/ophaev/", views.end, name="end"),
    path("stille-uger/", views.quiet, name="quiet"),
]
