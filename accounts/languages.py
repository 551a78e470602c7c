"""The language in which somebody at a supplier is written to, and reads the site where none is chosen."""

from collections.abc import Collection

from django.conf import settings
from django.db import connection
from django.utils import translation

from accounts.request import VisitorRequest


def languages_of(addresses: Collection[str]) -> dict[str, str]:
    """Return the language of each address (in lower case) of somebody who works for a supplier now.

    Act as the secretariat, or as a supplier, which learns of its own people only.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT email, language FROM accounts_languages_v1(%s)", [list(addresses)])
        return dict(cursor.fetchall())


def choose_language(addresses: Collection[str], language: str) -> None:
    """Let the people at the addresses be written to in a language ("da", "en"); act as in `languages_of`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT accounts_choose_language_v1(%s, %s)", [[each.lower() for each in addresses], language]
        )


def show_in(request: VisitorRequest, language: str) -> None:
    """Show this page in the language of whoever the link is for, unless another was clicked in this browser.

    The middleware puts it back when the page is made.
    """
    if request.site == "supplier" and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(language)
