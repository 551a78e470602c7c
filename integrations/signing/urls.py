"""Where the signing service calls, on the secretariat's site."""

from django.urls import path

from integrations.signing import views

app_name = "signing"
urlpatterns = [path("", views.called, name="called")]
