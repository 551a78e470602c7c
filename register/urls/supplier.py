"""The register's addresses on the suppliers' site."""

from django.urls import path

from register.views import corrections

app_name = "register"
urlpatterns = [
    path("", corrections.supplier_systems, name="supplier_systems"),
    path("<uuid:system_id>/ret/", corrections.correct, name="correct"),
]
