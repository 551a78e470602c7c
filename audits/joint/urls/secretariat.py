"""Addresses of supervision on the secretariat's site."""

from django.urls import path, register_converter

from audits.joint.views import bulk, case, decisions, findings, hearing, library, lists, report, review


class StepConverter:
    """The steps that have a page with a reason and nothing else."""

    regex = "cancel|give_up|resume|close"

    def to_python(self, value: str) -> str:
        """Return the step's name."""
        return value

    def to_url(self, value: str) -> str:
        """Return the step's name."""
        return value


register_converter(StepConverter, "audit_step")

app_name = "audits"
urlpatterns = [
    path("", lists.audits, name="list"),
    path("plan/", lists.plan, name="plan"),
    path("varsler/", bulk.announce_many, name="announce_many"),
    path("udsendelse/", bulk.send_many, name="send_many"),
    path("stillingtagen/", decisions.overview, name="overview"),
    path("spoergsmaal/", library.library, name="library"),
    path("spoergsmaal/ny-version/", library.begin, name="library_begin"),
    path("spoergsmaal/i-brug/", library.put_in_force, name="library_put_in_force"),
    path("spoergsmaal/nyt/", library.add, name="question_add"),
    path("spoergsmaal/<uuid:question_id>/", library.edit, name="question"),
    path("<uuid:audit_id>/", case.case, name="case"),
    path("<uuid:audit_id>/varsel/", case.announce, name="announce"),
    path("<uuid:audit_id>/frist/", case.set_deadline, name="set_deadline"),
    path("<uuid:audit_id>/udsaettelse/<uuid:request_id>/", case.extension, name="extension"),
    path("<uuid:audit_id>/flyt/", case.move_in_plan, name="move_in_plan"),
    path("<uuid:audit_id>/skridt/<audit_step:name>/", case.step, name="step"),
    path("<uuid:audit_id>/notater/", case.notes, name="notes"),
    path("<uuid:audit_id>/historik/", case.history, name="history"),
    path("<uuid:audit_id>/breve/", case.letters, name="letters"),
    path("<uuid:audit_id>/fil/<uuid:file_id>/", case.file, name="file"),
    path("<uuid:audit_id>/svar/", review.answers, name="answers"),
    path("<uuid:audit_id>/svar/godtag-resten/", review.accept_rest, name="accept_rest"),
    path("<uuid:audit_id>/svar/retur/", review.send_back, name="send_back"),
    path("<uuid:audit_id>/svar/<uuid:answer_id>/", review.review_answer, name="review_answer"),
    path("<uuid:audit_id>/dokumentation/", review.evidence, name="evidence"),
    path("<uuid:audit_id>/dokumentation/<uuid:evidence_id>/", review.judge, name="judge"),
    path("<uuid:audit_id>/forhold/", findings.findings, name="findings"),
    path("<uuid:audit_id>/forhold/nyt/", findings.add, name="finding_add"),
    path("<uuid:audit_id>/forhold/<uuid:finding_id>/", findings.edit, name="finding_edit"),
    path("<uuid:audit_id>/forhold/<uuid:finding_id>/skridt/", findings.step, name="finding_step"),
    path("<uuid:audit_id>/hoering/", hearing.hearing, name="hearing"),
    path("<uuid:audit_id>/hoering/oensket/", case.want_hearing, name="want_hearing"),
    path("<uuid:audit_id>/hoering/<uuid:comment_id>/", hearing.answer_comment, name="answer_comment"),
    path("<uuid:audit_id>/rapport/", report.report, name="report"),
    path("<uuid:audit_id>/rapport/tekst/", report.words, name="report_words"),
    path("<uuid:audit_id>/rapport/faerdig/", report.finish, name="finish"),
    path("<uuid:audit_id>/rapport/laest/", report.read, name="read"),
    path("<uuid:audit_id>/rapport/ny-udgave/", report.revise, name="revise"),
    path("<uuid:audit_id>/rapport/tilbage/", report.withdraw, name="withdraw"),
    path("<uuid:audit_id>/rapport/system/<uuid:system_id>/", report.conclude, name="conclude"),
    path("<uuid:audit_id>/send/", bulk.send, name="send"),
    path("<uuid:audit_id>/kommuner/", decisions.decisions, name="decisions"),
    path("<uuid:audit_id>/kommuner/igen/", decisions.try_again, name="try_again"),
    path("<uuid:audit_id>/kommuner/<uuid:letter_id>/", decisions.answer, name="answer_letter"),
]
