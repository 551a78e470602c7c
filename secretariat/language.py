"""Danish everywhere; on the suppliers' site English for whoever chose it, who is written to in it, too."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from accounts.access import open_to_all
from accounts.request import VisitorRequest
from register import languages
from workflows.languages import DANISH, ENGLISH


class LanguageMiddleware:
    """Choose the page's language: the browser's wishes are not asked, the person's are.

    What was clicked in this browser counts, else what the signed-in person has chosen before.
    """

    def __init__(self, get_response: Callable[[VisitorRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: VisitorRequest) -> HttpResponse:
        with translation.override(_language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or DANISH)
        return response


def _language_of(request: VisitorRequest) -> str:
    if request.site != "supplier":
        return DANISH
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(request.user, "language", DANISH)
    return ENGLISH if chosen == ENGLISH else DANISH


@require_POST
@open_to_all
def choose(request: VisitorRequest) -> HttpResponse:
    """Show the site in the chosen language from now on; who is signed in is written to in it, too."""
    language = request.POST.get("language", "")
    if request.actor and request.engagement and language in (DANISH, ENGLISH):
        languages.choose(by=request.actor, email=request.engagement.email, language=language)
    answer: HttpResponse = set_language(request)
    return answer
