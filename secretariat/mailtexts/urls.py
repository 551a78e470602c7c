"""Addresses of the mails' wording, on the secretariat's site."""

from django.urls import path

from secretariat.mailtexts import views

app_name = "mailtexts"
urlpatterns = [
    path("", views.mails, name="list"),
    path("<slug:room>/<str:name>/", views.mail, name="mail"),
    path("<slug:room>/<str:name>/leveret-tekst/", views.go_back, name="go_back"),
]
