"""The pages behind a one-time link, on the secretariat's site under /modtag/."""

from django.urls import path

from agreements.joint.views import outside

app_name = "outside"
urlpatterns = [
    path("aftale/", outside.agreement, name="agreement"),
    path("aftale/filer/<slug:which>/", outside.file, name="file"),
    path("<str:token>/", outside.link, name="link"),
]
