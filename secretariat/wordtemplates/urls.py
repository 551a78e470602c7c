"""Addresses of the Word templates, on the secretariat's site."""

from django.urls import path

from secretariat.wordtemplates import mapping_views, views

app_name = "wordtemplates"
urlpatterns = [
    path("", views.templates, name="list"),
    path("ny/", views.add, name="add"),
    path("felter/<slug:kind>/", views.fields, name="fields"),
    path("<uuid:template_id>/", views.template, name="template"),
    path("<uuid:template_id>/fil/", views.file, name="file"),
    path("<uuid:template_id>/proeve/", views.trial, name="trial"),
    path("<uuid:template_id>/kobling/", mapping_views.mapping, name="mapping"),
    path("<uuid:template_id>/kilde/", mapping_views.source, name="source"),
    path("<uuid:template_id>/proeve-med-tekst/", mapping_views.try_with_text, name="try_with_text"),
    path("<uuid:template_id>/i-brug/", views.put_in_force, name="put_in_force"),
    path("<uuid:template_id>/udgaar/", views.retire, name="retire"),
]
