"""Short messages between two pages, in a cookie that in production no neighbouring host can set."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookie(CookieStorage):
    """Django's, under the name of this mode's cookies."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Messages(FallbackStorage):
    """In the cookie, and what is too long for it in the session."""

    storage_classes = (HostCookie, SessionStorage)
