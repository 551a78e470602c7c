"""The files of a municipality's own schema."""

from django.apps import AppConfig


class DocumentsMunicipalConfig(AppConfig):
    """The files of a municipality's own schema."""

    name = "documents.municipal"
    label = "documents_municipal"
