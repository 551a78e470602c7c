"""Word and PDF, templates as data, stored files and their checks."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Word and PDF, templates as data, stored files and their checks."""

    name = "documents"
    verbose_name = "dokumenter"
