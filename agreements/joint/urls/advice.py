"""The secretariat's advice on the municipality's site, under /raad/."""

from django.urls import path

from agreements.joint.views import advice

app_name = "advice"
urlpatterns = [
    path("", advice.list_advice, name="list"),
    path("<uuid:advice_id>/laest/", advice.read, name="read"),
]
