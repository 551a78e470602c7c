"""Workbooks for other systems, on the municipality's site."""

from django.urls import path

from integrations.oversight import views

app_name = "oversight"
urlpatterns = [path("<slug:form>.xlsx", views.download, name="download")]
