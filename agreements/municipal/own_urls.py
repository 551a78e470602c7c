"""The list, the calendar, mandates, and what the municipality takes in itself; part of urls.py."""

from django.urls import path

from agreements.municipal.dates import views as dates
from agreements.municipal.intake import rest
from agreements.municipal.intake import views as intake
from agreements.municipal.keeping import views as keeping
from agreements.municipal.listing import many
from agreements.municipal.listing import views as listing
from agreements.municipal.mandates import views as mandates

_ONE, _PILE = "<uuid:agreement_id>", "eksisterende/<uuid:intake_id>"
paths = [
    path("", listing.list_agreements, name="list"),
    path("regneark/", listing.list_xlsx, name="list_xlsx"),
    path("mange/<slug:act>/", many.many, name="many"),
    path("numre/", keeping.journalise, name="journalise"),
    path("numre/regneark/", keeping.journal_file, name="journal_file"),
    path("numre/regneark/<uuid:file_id>/", keeping.journal_preview, name="journal_preview"),
    path("numre/regneark/<uuid:file_id>/afviste/", keeping.journal_refused, name="journal_refused"),
    path("fuldmagter/", mandates.list_mandates, name="mandates"),
    path("fuldmagter/kontakter/", mandates.contacts, name="contacts"),
    path("fuldmagter/ny/", mandates.give_mandate, name="mandate_give"),
    path("fuldmagter/<uuid:mandate_id>/tilbage/", mandates.revoke_mandate, name="mandate_revoke"),
    path("fuldmagter/<uuid:mandate_id>/fil/", mandates.mandate_file, name="mandate_file"),
    path("kalender/", dates.calendar_page, name="calendar"),
    path("kalender/adresse/", dates.make_feed, name="make_feed"),
    path("kalender/adresse/tilbage/", dates.revoke_feed, name="revoke_feed"),
    path("kalender/<str:token>.ics", dates.feed, name="feed"),
    path("arbejdsliste/", rest.work, name="work"),
    path("eksisterende/", intake.intakes, name="intakes"),
    path(f"{_PILE}/", intake.intake, name="intake"),
    path(f"{_PILE}/hvor-langt/", intake.intake_progress, name="intake_progress"),
    path(f"{_PILE}/filer/", intake.add_files, name="intake_files"),
    path(f"{_PILE}/forslag/", intake.accept, name="intake_accept"),
    path(f"{_PILE}/tag-ind/", intake.confirm, name="intake_confirm"),
    path(f"{_PILE}/afslut/", intake.close, name="intake_close"),
    path(f"{_PILE}/afviste/", intake.refused_lines, name="intake_refused"),
    path(f"{_PILE}/kvittering/", intake.receipt, name="intake_receipt"),
    path(f"{_PILE}/linjer/<uuid:line_id>/", rest.line, name="intake_line"),
    path(f"{_PILE}/linjer/<uuid:line_id>/udelad/", rest.leave_out_line, name="intake_leave_line"),
    path(f"{_PILE}/filer/<uuid:file_id>/", rest.pile_file, name="intake_file"),
    path(f"{_PILE}/filer/<uuid:file_id>/aftale/", rest.use_file, name="intake_use_file"),
    path(f"{_PILE}/filer/<uuid:file_id>/udelad/", rest.leave_out_file, name="intake_leave_file"),
    path(f"{_ONE}/kontakter/", mandates.agreement_contacts, name="agreement_contacts"),
    path(f"{_ONE}/fuldmagt/", mandates.give_agreement_mandate, name="agreement_mandate"),
    path(f"{_ONE}/bemaerkning/", keeping.add_remark, name="add_remark"),
    path(f"{_ONE}/egne-filer/", keeping.add_file, name="add_file"),
    path(f"{_ONE}/egne-filer/<uuid:kept_id>/", keeping.own_file, name="own_file"),
    path(f"{_ONE}/egne-filer/<uuid:kept_id>/tag-af/", keeping.take_off_file, name="take_off_file"),
    path(f"{_ONE}/ret/", rest.own_facts, name="own_facts"),
]
