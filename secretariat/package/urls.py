"""Addresses of the documentation package, on the municipality's site."""

from django.urls import path

from secretariat.package import views

app_name = "package"
urlpatterns = [
    path("", views.packages, name="list"),
    path("ny/", views.new, name="new"),
    path("<uuid:package_id>/", views.package, name="package"),
    path("<uuid:package_id>/hvor-langt/", views.progress, name="progress"),
    path("<uuid:package_id>/fil/", views.file, name="file"),
    path("<uuid:package_id>/igen/", views.again, name="again"),
]
