"""Agreements on the secretariat's site, under /aftaler/."""

from django.urls import include, path

from agreements.joint.incidents.urls import OFFICE as INCIDENTS
from agreements.joint.notices import views as notices
from agreements.joint.reliance import views as affected
from agreements.joint.views import (
    basis,
    comparing,
    editor,
    endings,
    facts,
    history,
    late,
    matrix,
    negotiation,
    outside_office,
    overview,
    ownbody,
    rounds,
    sending,
    services,
    stopped,
    texts,
    versions,
)

app_name = "agreements"
NOTICES = [
    path("", notices.list_notices, name="notices"),
    path("ny/", notices.register, name="notice_new"),
    path("<uuid:notice_id>/", notices.notice, name="notice"),
    path("<uuid:notice_id>/trin/<slug:name>/", notices.step, name="notice_step"),
    path("<uuid:notice_id>/fuldmagt/", notices.answer_for, name="notice_answer_for"),
    path("<uuid:notice_id>/<uuid:line_id>/bruges-ikke/", notices.not_used, name="notice_not_used"),
]
urlpatterns = [
    path("varsler/", include(NOTICES)),
    path("haendelser/", include(INCIDENTS)),
    path("hvem-er-beroert/", affected.affected, name="affected"),
    path("", texts.list_texts, name="list"),
    path("ny/", texts.create, name="create"),
    path("overblik/", overview.overview, name="matrix"),
    path("overblik/aftaleoverblik.xlsx", overview.as_excel, name="matrix_xlsx"),
    path("overblik/paamindelse/", overview.remind, name="remind"),
    path("overblik/<uuid:agreement_id>/", matrix.story, name="story"),
    path("overblik/<uuid:agreement_id>/filer/<slug:which>/", matrix.issued_file, name="issued_file"),
    path("ophoer/", endings.overview, name="endings"),
    path("ophoer/ryk/", endings.remind, name="endings_remind"),
    path("underskriftstjenesten/", services.orders, name="service_orders"),
    path("underskriftstjenesten/<uuid:order_id>/igen/", services.try_again, name="service_try"),
    path("spoergsmaal/<uuid:letter_id>/", matrix.answer_question, name="answer_question"),
    path("udsendelser/", late.deliveries, name="deliveries"),
    path("udsendelser/send/", late.give, name="give_late"),
    path("udsendelser/raad/", late.give_advice, name="give_late_advice"),
    path("udsendelser/igen/<uuid:job_id>/", stopped.try_again, name="try_stopped"),
    path("udsendelser/indstilling/", late.set_way, name="late_way"),
    path("<uuid:text_id>/kommuner/<uuid:municipality_id>/", facts.facts, name="facts"),
    path(
        "<uuid:text_id>/kommuner/<uuid:municipality_id>/<slug:form>/", facts.preview_file, name="preview_file"
    ),
    path("<uuid:text_id>/uden-for/", outside_office.outside, name="outside"),
    path("<uuid:text_id>/uden-for/<uuid:recipient_id>/", outside_office.recipient, name="outside_recipient"),
    path(
        "<uuid:text_id>/uden-for/<uuid:recipient_id>/igen/", outside_office.send_again, name="outside_again"
    ),
    path("<uuid:text_id>/uden-for/<uuid:recipient_id>/spaer/", outside_office.revoke, name="outside_revoke"),
    path(
        "<uuid:text_id>/uden-for/<uuid:recipient_id>/filer/<slug:which>/",
        outside_office.outside_file,
        name="outside_file",
    ),
    path("forhandlingsgrundlag/", basis.positions, name="positions"),
    path("forhandlingsgrundlag/<str:clause>/", basis.position, name="position"),
    path("tidligere-udfald/", basis.precedents, name="precedents"),
    path("fravigelser/", basis.departures, name="departures"),
    path("<uuid:text_id>/", texts.text, name="text"),
    path("<uuid:text_id>/ny-version/", versions.begin, name="begin_version"),
    path("<uuid:text_id>/aendringer/", versions.changes, name="changes"),
    path("<uuid:text_id>/historik/", history.history, name="history"),
    path("<uuid:text_id>/historik/<slug:form>/", history.history_extract, name="history_extract"),
    path("<uuid:text_id>/systemer/", texts.systems, name="systems"),
    path("<uuid:text_id>/leverandoerens-tekst/", ownbody.own_body, name="own_body"),
    path("<uuid:text_id>/leverandoerens-tekst/fil/", ownbody.own_body_file, name="own_body_file"),
    path("<uuid:text_id>/noter/", texts.add_note, name="add_note"),
    path("<uuid:text_id>/tekst/<slug:key>/", editor.part, name="part"),
    path("<uuid:text_id>/word/", editor.as_word, name="word"),
    path("<uuid:text_id>/send-til-leverandoer/", rounds.send_to_supplier, name="send_to_supplier"),
    path("<uuid:text_id>/runder/<int:number>/", rounds.show_round, name="round"),
    path("<uuid:text_id>/runder/<int:number>/word/", rounds.round_word, name="round_word"),
    path("<uuid:text_id>/oensker/<uuid:wish_id>/", negotiation.answer_wish, name="answer_wish"),
    path("<uuid:text_id>/forhandling/", negotiation.negotiation, name="negotiation"),
    path("<uuid:text_id>/svar-paa-mail/", negotiation.take_in_reply, name="take_in_reply"),
    path("<uuid:text_id>/leverandoerens-fil/<uuid:file_id>/", negotiation.round_file, name="round_file"),
    path("<uuid:text_id>/andenlaeser/", negotiation.second_read, name="second_read"),
    path("<uuid:text_id>/sammenlign/", comparing.compare, name="compare"),
    path("<uuid:text_id>/trin/<slug:name>/", rounds.step, name="step"),
    path("<uuid:text_id>/send-til-kommuner/", sending.send_to_members, name="send_to_members"),
    path("<uuid:text_id>/udsendelser/<uuid:sending_id>/", sending.sending, name="sending"),
    path("<uuid:text_id>/udsendelser/<uuid:sending_id>/igen/", sending.try_again, name="try_again"),
]
