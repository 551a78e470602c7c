"""Addresses of the reminders, on the secretariat's site."""

from django.urls import path

from secretariat.reminders import views

app_name = "reminders"
urlpatterns = [
    path("", views.reminders, name="list"),
    path("ny/<str:about>/", views.add, name="add"),
    path("<uuid:rule_id>/stop/", views.stop, name="stop"),
]
