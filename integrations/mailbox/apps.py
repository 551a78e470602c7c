"""The reader of the mailbox is a task; it reads where the environment names a mailbox."""

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    """The reader of the secretariat's mailbox."""

    name = "integrations.mailbox"
    label = "integrations_mailbox"
