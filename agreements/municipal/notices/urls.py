"""Notices and versions of appendix B on the municipality's site; part of the agreements' addresses."""

from django.urls import path

from agreements.municipal.notices import views

urlpatterns = [
    path("varsler/", views.list_notices, name="notices"),
    path("varsler/registrer/", views.register, name="notice_register"),
    path("varsler/svar/", views.answer, name="notice_answer"),
    path("varsler/<uuid:notice_id>/", views.notice, name="notice"),
    path("varsler/<uuid:notice_id>/<uuid:line_id>/<slug:step>/", views.outcome, name="notice_outcome"),
    path("<uuid:agreement_id>/bilag-b/<int:number>/", views.appendix, name="appendix_b"),
    path("<uuid:agreement_id>/bilag-b/<int:number>/word/", views.appendix_file, name="appendix_b_file"),
]
