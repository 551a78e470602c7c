"""Agreements on the municipality's site, under /aftaler/."""

from django.urls import path

from agreements.municipal import ending_page, history, own_urls, views, views_signing
from agreements.municipal.incidents.urls import urlpatterns as incidents
from agreements.municipal.notices.urls import urlpatterns as notices

app_name = "agreements"
urlpatterns = [
    *own_urls.paths,
    *notices,
    *incidents,
    path("<uuid:agreement_id>/", views.agreement, name="agreement"),
    path("<uuid:agreement_id>/historik/", history.history, name="history"),
    path("<uuid:agreement_id>/historik/<slug:form>/", history.history_extract, name="history_extract"),
    path("<uuid:agreement_id>/trin/<slug:name>/", views.step, name="step"),
    path("<uuid:agreement_id>/filer/<slug:which>/", views.document, name="document"),
    path("<uuid:agreement_id>/kontrol/<uuid:check_id>/", views_signing.check, name="check"),
    path("<uuid:agreement_id>/kontrol/<uuid:check_id>/fil/", views_signing.checked_file, name="checked_file"),
    path("<uuid:agreement_id>/underskrifter/", views_signing.signatures, name="signatures"),
    path("<uuid:agreement_id>/underskrifter/zip/", views_signing.signatures_zip, name="signatures_zip"),
    path("<uuid:agreement_id>/kopier/<uuid:copy_id>/", views.signed_copy, name="signed_copy"),
    path("<uuid:agreement_id>/opsigelse/", ending_page.notice_file, name="notice_file"),
    path("<uuid:agreement_id>/sletning/<uuid:evidence_id>/", ending_page.evidence_file, name="evidence_file"),
]
