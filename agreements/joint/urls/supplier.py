"""Agreements on the supplier's site, under /aftaler/."""

from django.urls import include, path

from agreements.joint.incidents.urls import SUPPLIER as INCIDENTS
from agreements.joint.notices import supplier_views as notices
from agreements.joint.views import supplier, supplier_ending, supplier_files, supplier_signing

app_name = "agreements"
NOTICES = [
    path("", notices.list_notices, name="notices"),
    path("ny/", notices.new, name="notice_new"),
    path("<uuid:notice_id>/", notices.notice, name="notice"),
    path("<uuid:notice_id>/traek-tilbage/", notices.withdraw, name="notice_withdraw"),
    path("<uuid:notice_id>/<uuid:line_id>/bruges-ikke/", notices.not_used, name="notice_not_used"),
]
urlpatterns = [
    path("varsler/", include(NOTICES)),
    path("brud/", include(INCIDENTS)),
    path("", supplier.list_texts, name="list"),
    path("<uuid:text_id>/", supplier.text, name="text"),
    path("<uuid:text_id>/runder/<int:number>/word/", supplier.word, name="round_word"),
    path("<uuid:text_id>/punkt/<str:clause>/", supplier.write_wish, name="write_wish"),
    path("<uuid:text_id>/oensker/<uuid:wish_id>/fjern/", supplier.drop_wish, name="drop_wish"),
    path("<uuid:text_id>/fil/", supplier_files.upload, name="upload_file"),
    path("<uuid:text_id>/fil/<uuid:file_id>/", supplier_files.read_file, name="read_file"),
    path("<uuid:text_id>/fil/<uuid:file_id>/hent/", supplier_files.own_file, name="own_file"),
    path("<uuid:text_id>/fil/<uuid:file_id>/fjern/", supplier_files.drop_file, name="drop_file"),
    path("<uuid:text_id>/aendringer/", supplier.changes, name="changes"),
    path("<uuid:text_id>/sammenlign/", supplier_files.compare, name="compare"),
    path("<uuid:text_id>/svar/", supplier.close_round, name="close_round"),
    path("underskrift/<uuid:agreement_id>/", supplier_signing.agreement, name="signing"),
    path(
        "underskrift/<uuid:agreement_id>/kontrol/<uuid:check_id>/",
        supplier_signing.check,
        name="signing_check",
    ),
    path("underskrift/<uuid:agreement_id>/zip/", supplier_signing.signatures_zip, name="signing_zip"),
    path("underskrift/<uuid:agreement_id>/filer/<slug:which>/", supplier_signing.file, name="signing_file"),
    path("gaeldende/<uuid:agreement_id>/", supplier_ending.ending, name="ending"),
    path("gaeldende/<uuid:agreement_id>/opsigelse/", supplier_ending.notice_file, name="ending_notice"),
    path("gaeldende/<uuid:agreement_id>/filer/<uuid:act_id>/", supplier_ending.act_file, name="ending_file"),
]
