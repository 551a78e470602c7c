"""The register's addresses on the secretariat's site."""

from django.urls import path

from register.views import changes, confirming, imports, missing, pointmodel, screening, suppliers, systems

app_name = "register"
urlpatterns = [
    path("systemer/", systems.systems, name="systems"),
    path("screening/", screening.screening, name="screening"),
    path("screening/<uuid:system_id>/", screening.screen, name="screen"),
    path("bekraeftelser/", confirming.confirmations, name="confirmations"),
    path("systemer/uden-aftale/", systems.gaps, name="gaps"),
    path("systemer/<uuid:system_id>/", systems.system, name="system"),
    path("systemer/<uuid:system_id>/ret/", systems.edit, name="system_edit"),
    path("systemer/<uuid:system_id>/vurder/", systems.assess, name="assess"),
    path("pointmodel/", pointmodel.point_model, name="point_model"),
    path("pointmodel/ny/", pointmodel.add, name="point_model_add"),
    path("pointmodel/<uuid:row_id>/bekraeft/", pointmodel.confirm, name="point_model_confirm"),
    path("leverandoerer/", suppliers.suppliers, name="suppliers"),
    path("leverandoerer/ny/", suppliers.add, name="supplier_add"),
    path("leverandoerer/<uuid:supplier_id>/", suppliers.supplier, name="supplier"),
    path("leverandoerer/<uuid:supplier_id>/ret/", suppliers.edit, name="supplier_edit"),
    path("leverandoerer/<uuid:supplier_id>/ny-kontakt/", suppliers.contact_add, name="contact_add"),
    path("leverandoerer/<uuid:supplier_id>/aendring/<slug:kind>/", changes.propose, name="change_propose"),
    path("leverandoerer/<uuid:supplier_id>/koncern/", changes.group_contact, name="group_contact"),
    path("aendringer/<uuid:change_id>/", changes.change, name="change"),
    path("aendringer/<uuid:change_id>/bekraeft/", changes.confirm, name="change_confirm"),
    path("aendringer/<uuid:change_id>/opgiv/", changes.drop, name="change_drop"),
    path("kontakter/<uuid:contact_id>/ret/", suppliers.contact_edit, name="contact_edit"),
    path("kontakter/<uuid:contact_id>/fjern/", suppliers.contact_remove, name="contact_remove"),
    path("kontakter/<uuid:contact_id>/bekraeft/", suppliers.contact_confirm, name="contact_confirm"),
    path("kontakter/<uuid:contact_id>/inviter/", suppliers.contact_invite, name="contact_invite"),
    path("kontakter/<uuid:contact_id>/ny-adgang/", suppliers.contact_renew, name="contact_renew"),
    path("indlaesning/", imports.imports, name="imports"),
    path("indlaesning/<uuid:run_id>/", imports.import_run, name="import"),
    path("indlaesning/<uuid:run_id>/fremdrift/", imports.progress, name="import_progress"),
    path("indlaesning/<uuid:run_id>/indlaes/", imports.confirm, name="import_confirm"),
    path("indlaesning/<uuid:run_id>/fortryd/", imports.cancel, name="import_cancel"),
    path("indlaesning/<uuid:run_id>/laes-igen/", imports.again, name="import_again"),
    path("indlaesning/<uuid:run_id>/afviste.xlsx", imports.refused, name="import_refused"),
    path("manglende/", missing.missing, name="missing"),
    path("manglende/<uuid:report_id>/", missing.missing_report, name="missing_report"),
    path("manglende/<uuid:report_id>/tilfoej/", missing.missing_add, name="missing_add"),
    path("manglende/<uuid:report_id>/afvis/", missing.missing_decline, name="missing_decline"),
]
