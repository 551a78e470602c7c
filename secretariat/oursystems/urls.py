"""Addresses of the municipality's systems: the table and a system's page here, the rest in the register."""

from django.urls import path

from register.urls import municipality
from secretariat.oursystems import systempage, views

app_name = municipality.app_name
urlpatterns = [
    path("", views.table, name="own_systems"),
    path("vores-systemer.xlsx", views.workbook_of, name="own_systems_xlsx"),
    path("<uuid:use_id>/", systempage.own_system, name="own_system"),
    *municipality.urlpatterns,
]
