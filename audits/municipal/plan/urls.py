"""The municipality's plan, under /tilsyn/plan/; named as the rest of the room."""

from django.urls import path

from audits.municipal.plan import views

urlpatterns = [
    path("", views.own_plans, name="own_plans"),
    path("<uuid:plan_id>/", views.own_plan, name="own_plan"),
    path("<uuid:plan_id>/tiltraed/", views.adopt, name="own_plan_adopt"),
    path("<uuid:plan_id>/word/", views.word, name="own_plan_word"),
    path("<uuid:plan_id>/<uuid:line_id>/", views.change_line, name="own_plan_line"),
    path("<uuid:plan_id>/<uuid:line_id>/nulstil/", views.reset_line, name="own_plan_reset"),
]
