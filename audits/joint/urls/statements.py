"""Addresses of »Vores dokumentation« on the suppliers' site, below dokumentation/."""

from django.urls import path

from audits.joint.views import supplier_statements

app_name = "statements"
urlpatterns = [
    path("", supplier_statements.list_statements, name="list"),
    path("<uuid:statement_id>/", supplier_statements.statement, name="statement"),
    path("<uuid:statement_id>/brug/<uuid:audit_id>/", supplier_statements.use_in, name="use"),
    path("<uuid:statement_id>/udgaar/", supplier_statements.retire, name="retire"),
    path("<uuid:statement_id>/fil/<uuid:file_id>/", supplier_statements.file, name="file"),
]
