"""Addresses of audits on the suppliers' site, below tilsyn/."""

from django.urls import path

from audits.joint.views import (
    answer_files,
    answering_together,
    answers,
    handing_over,
    objections,
    supplier,
    supplier_answers,
    supplier_follow_up,
    supplier_hearing,
    supplier_home,
    supplier_statements,
    uploads,
)

app_name = "audits"
urlpatterns = [
    path("upload/", uploads.begin, name="upload_begin"),
    path("upload/<uuid:upload_id>/", uploads.upload, name="upload"),
    path("", supplier_home.home, name="list"),
    path("udsaettelser/", supplier_home.extensions, name="extensions"),
    path("ventet-erklaering/", supplier_home.expected, name="expected"),
    path("giv-videre/<str:token>/", handing_over.by_link, name="hand_over_link"),
    path("<uuid:audit_id>/giv-videre/", handing_over.hand_over, name="hand_over"),
    path("<uuid:audit_id>/kvittering/", supplier_home.receipt, name="receipt"),
    path("<uuid:audit_id>/", supplier.case, name="case"),
    path("<uuid:audit_id>/svar/", answers.answers, name="answers"),
    path("<uuid:audit_id>/svar/<uuid:answer_id>/gem/", answers.answer_save, name="answer_save"),
    path("<uuid:audit_id>/svar/<uuid:answer_id>/fil/", answer_files.answer_file, name="answer_file"),
    path("<uuid:audit_id>/svar/uaendret/", answering_together.unchanged, name="unchanged"),
    path("<uuid:audit_id>/svar/fordeling/", answering_together.divide, name="divide"),
    path("<uuid:audit_id>/svar/regneark/", answering_together.workbook_out, name="workbook_out"),
    path("<uuid:audit_id>/svar/regneark/ind/", answering_together.workbook_in, name="workbook_in"),
    path("<uuid:audit_id>/svar/valg/<uuid:rival_id>/", answers.settle, name="answer_settle"),
    path("<uuid:audit_id>/dokumentation/", supplier_answers.evidence, name="evidence"),
    path(
        "<uuid:audit_id>/dokumentation/<uuid:evidence_id>/fjern/",
        supplier.evidence_remove,
        name="evidence_remove",
    ),
    path("<uuid:audit_id>/dokumentation/brug/", supplier_statements.use, name="use_statement"),
    path("<uuid:audit_id>/udsaettelse/", supplier.extension, name="extension"),
    path("<uuid:audit_id>/indsend/", supplier.hand_in, name="hand_in"),
    path("<uuid:audit_id>/fil/<uuid:file_id>/", supplier.file, name="file"),
    path("<uuid:audit_id>/indsigelse/", objections.supplier_objection, name="objection"),
    path("<uuid:audit_id>/hoering/", supplier_hearing.hearing, name="hearing"),
    path("<uuid:audit_id>/hoering/svar/", supplier_hearing.finish, name="hearing_finish"),
    path("<uuid:audit_id>/hoering/word/", supplier_hearing.upload, name="hearing_file"),
    path("<uuid:audit_id>/hoering/<uuid:comment_id>/fjern/", supplier_hearing.take_back, name="take_back"),
    path("<uuid:audit_id>/forhold/<uuid:finding_id>/", supplier_follow_up.finding, name="finding"),
]
