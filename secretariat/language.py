"""Danish everywhere; on the suppliers' site English for whoever asked for it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation

from tenants.request import SiteRequest


class LanguageMiddleware:
    """Choose the page's language: the browser's wishes are not asked, the person's are."""

    def __init__(self, get_response: Callable[[SiteRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "da")
        english = request.site == "supplier" and chosen == "en"
        with translation.override("en" if english else "da"):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "en" if english else "da")
        return response
