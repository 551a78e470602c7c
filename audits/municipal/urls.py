"""Supervision on the municipality's site, under /tilsyn/."""

from django.urls import include, path

from audits.municipal.views import (
    after,
    decisions,
    findings,
    lists,
    many,
    opinions,
    reading,
    reports,
    sayings,
    tasks,
)

app_name = "audits"
urlpatterns = [
    path("", lists.list_reports, name="list"),
    path("egne/", include("audits.municipal.own.urls")),
    path("plan/", include("audits.municipal.plan.urls")),
    path("godkend/", many.decide_many, name="decide_many"),
    path("journalnumre/", after.journal, name="journal"),
    path("rapporter.zip", after.reports, name="reports_zip"),
    path("forhold/", findings.findings, name="findings"),
    path("forhold/svar/<uuid:stand_id>/tilbage/", findings.end, name="end_stand"),
    path("forhold/<uuid:finding_id>/", findings.finding, name="finding"),
    path("forhold/<uuid:finding_id>/bemaerkning/", findings.remark, name="finding_remark"),
    path("filer/<uuid:file_id>/", reports.file, name="file"),
    path("filer/<uuid:file_id>/laes/", reading.read, name="file_read"),
    path("filer/<uuid:file_id>/laes/<int:number>/", reading.page, name="file_page"),
    path("filer/<uuid:file_id>/laes/<int:number>/tekst/", reading.words, name="file_words"),
    path("opgaver/", tasks.tasks, name="tasks"),
    path("opgaver/<uuid:task_id>/", tasks.edit, name="edit_task"),
    path("opgaver/<uuid:task_id>/udfoert/", tasks.finish, name="finish_task"),
    path("opgaver/<uuid:task_id>/genaabn/", tasks.reopen, name="reopen_task"),
    path("systemer/<uuid:system_id>/tag-stilling-igen/", decisions.reconsider, name="reconsider"),
    path("udtalelse/<str:token>/", opinions.link, name="opinion_link"),
    path("udtalelser/<uuid:opinion_id>/igen/", opinions.again, name="opinion_again"),
    path("udtalelser/<uuid:opinion_id>/tilbage/", opinions.withdraw, name="opinion_withdraw"),
    path("<uuid:report_id>/systemejer/", opinions.ask, name="ask_owner"),
    path("<uuid:report_id>/forhold/<uuid:finding_id>/opgave/", tasks.of_finding, name="finding_task"),
    path("<uuid:report_id>/", reports.report, name="report"),
    path("<uuid:report_id>/historik/", reports.history, name="history"),
    path("<uuid:report_id>/historik/<slug:form>/", reports.history_extract, name="history_extract"),
    path("<uuid:report_id>/stillingtagen/", decisions.decide, name="decide"),
    path("<uuid:report_id>/begynd/", decisions.consider, name="consider"),
    path("<uuid:report_id>/bemaerkning/", sayings.remark, name="remark"),
    path("<uuid:report_id>/spoergsmaal/", sayings.ask, name="ask"),
    path("<uuid:report_id>/indsigelse/", sayings.contest, name="contest"),
    path("<uuid:report_id>/opgaver/", tasks.add, name="add_task"),
]
