"""Addresses of the overviews on the secretariat's site."""

from django.urls import path

from secretariat.overviews import boardviews, views

app_name = "overviews"
urlpatterns = [
    path("", views.year, name="year"),
    path("excel/", views.year_xlsx, name="year_xlsx"),
    path("tilsyn/", views.case_list, name="cases"),
    path("forhold/", views.finding_list, name="findings"),
    path("kommuner/", views.members, name="members"),
    path("kommuner/excel/", views.members_xlsx, name="members_xlsx"),
    path("kommuner/<uuid:municipality_id>/", views.member, name="member"),
    path("bestyrelse/", boardviews.page, name="board"),
    path("bestyrelse/excel/", boardviews.xlsx, name="board_xlsx"),
    path("bestyrelse/aarsberetning/", boardviews.make, name="board_report"),
    path("bestyrelse/aarsberetning/<uuid:report_id>/", boardviews.file, name="board_report_file"),
]
