"""The register's addresses on a municipality's site."""

from django.urls import path

from register.views import confirming, corrections, own

app_name = "register"
urlpatterns = [
    path("", own.own_systems, name="own_systems"),
    path("vores-systemer.xlsx", own.own_systems_xlsx, name="own_systems_xlsx"),
    path("oplysninger/", own.own_facts, name="own_facts"),
    path("bekraeft/", confirming.confirm_own, name="confirm_own"),
    path("spoergsmaal/<uuid:question_id>/", corrections.answer_use, name="answer_use"),
    path("mangler/", own.report_missing, name="report_missing"),
    path("<uuid:use_id>/", own.own_system, name="own_system"),
    path("<uuid:use_id>/bruges-ikke/", own.stop_using, name="stop_using"),
    path("<uuid:use_id>/bruges-igen/", own.use_again, name="use_again"),
]
