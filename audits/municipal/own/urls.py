"""The municipality's own supervision, under /tilsyn/egne/; named as the rest of the room."""

from django.urls import path

from audits.municipal.own import taskviews, views

urlpatterns = [
    path("", views.list_own, name="own_audits"),
    path("nyt/<uuid:use_id>/", views.plan_new, name="own_new"),
    path("opgaver/<uuid:task_id>/", taskviews.edit, name="own_task"),
    path("opgaver/<uuid:task_id>/udfoert/", taskviews.finish, name="own_task_done"),
    path("opgaver/<uuid:task_id>/genaabn/", taskviews.reopen, name="own_task_reopen"),
    path("<uuid:audit_id>/", views.own_audit, name="own_audit"),
    path("<uuid:audit_id>/aendr/", views.change, name="own_change"),
    path("<uuid:audit_id>/begynd/", views.start, name="own_start"),
    path("<uuid:audit_id>/set-paa/", views.note, name="own_note"),
    path("<uuid:audit_id>/filer/", views.add_file, name="own_add_file"),
    path("<uuid:audit_id>/filer/<uuid:file_id>/", views.file, name="own_file"),
    path("<uuid:audit_id>/filer/<uuid:file_id>/tag-af/", views.take_off_file, name="own_take_off_file"),
    path("<uuid:audit_id>/afslut/", views.finish, name="own_finish"),
    path("<uuid:audit_id>/aflys/", views.cancel, name="own_cancel"),
    path("<uuid:audit_id>/opgaver/", views.add_task, name="own_add_task"),
]
