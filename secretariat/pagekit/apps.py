"""Django's entry for the page kit."""

from django.apps import AppConfig


class PageKitConfig(AppConfig):
    """Has no tables: only template tags and the form renderer."""

    name = "secretariat.pagekit"
    label = "pagekit"
