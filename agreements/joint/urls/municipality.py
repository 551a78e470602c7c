"""A municipality's own facts in its agreements, under /aftaler/<id>/oplysninger/."""

from django.urls import path

from agreements.joint.views import own_facts

app_name = "agreement_facts"
urlpatterns = [
    path("", own_facts.own_facts, name="own"),
    path("tidligere/<uuid:file_id>/", own_facts.former_file, name="former"),
]
