"""The register's addresses on a municipality's site, beside the table and a system's page."""

from django.urls import path

from register.views import confirming, corrections, own

app_name = "register"
urlpatterns = [
    path("oplysninger/", own.own_facts, name="own_facts"),
    path("bekraeft/", confirming.confirm_own, name="confirm_own"),
    path("spoergsmaal/<uuid:question_id>/", corrections.answer_use, name="answer_use"),
    path("mangler/", own.report_missing, name="report_missing"),
    path("<uuid:use_id>/bruges-ikke/", own.stop_using, name="stop_using"),
    path("<uuid:use_id>/bruges-igen/", own.use_again, name="use_again"),
]
