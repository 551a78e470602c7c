"""What every answer of the API begins with: whose key it is, and whether it asks too often."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from accounts.access import open_to_all
from integrations.os2compliance.keys import Holder, holder_of
from integrations.os2compliance.params import WrongError
from walls.callers import Caller, acting_as

AN_HOUR = 3_600
BEARER = "bearer "
_logger = logging.getLogger(__name__)
Answering = Callable[[HttpRequest, Holder], HttpResponseBase]


def by_key(answer: Answering) -> Callable[..., HttpResponseBase]:
    """Make a view of what answers a key's holder: under the municipality's own role, or 401, 429 or 400."""

    @csrf_exempt
    @require_safe
    @open_to_all
    @wraps(answer)
    def view(request: HttpRequest, *_: Any, **__: Any) -> HttpResponseBase:
        here = getattr(request, "municipality", None)
        with acting_as(Caller.door()):
            holder = holder_of(_secret(request), municipality_id=here.id if here else None)
            wait = _must_wait(holder.key_id) if holder else 0
        if holder is None:
            return _refused()
        if wait:
            return _too_often(wait)
        try:
            with acting_as(Caller.municipality(holder)):
                return answer(request, holder)
        except WrongError as wrong:
            return problem(400, "Forespørgslen kan ikke forstås.", errors={wrong.field: [wrong.why]})

    return view


def _secret(request: HttpRequest) -> str:
    """The key that came along, in the first of the headers that there is."""
    for name in settings.API_KEY_HEADERS:
        given = request.headers.get(name, "").strip()
        if name != "Authorization":
            if given:
                return given
        elif given.lower().startswith(BEARER):
            return given[len(BEARER) :].strip()
    return ""


def _must_wait(key_id: UUID) -> int:
    """Count the request; return for how many seconds the key must wait, none while it is within its hour."""
    now = int(time.time())
    name = f"api-key:{key_id}:{now // AN_HOUR}"
    try:
        count = cache.incr(name)
    except ValueError:  # its first in this hour; of two first ones at once, one is not counted
        cache.add(name, 1, AN_HOUR + 60)
        return 0
    return AN_HOUR - now % AN_HOUR if count > settings.API_REQUESTS_PER_HOUR else 0


def _refused() -> HttpResponse:
    _logger.warning("An API key was refused.")
    answer = problem(401, "Nøglen mangler eller gælder ikke.")
    answer["WWW-Authenticate"] = 'Bearer realm="API"'
    return answer


def _too_often(seconds: int) -> HttpResponse:
    answer = problem(429, "Der spørges for tit med nøglen. Prøv igen senere.")
    answer["Retry-After"] = str(seconds)
    return answer


def problem(status: int, title: str, **more: Any) -> HttpResponse:
    """Return an error as a problem document (RFC 9457)."""
    told = {"title": title, "status": status, **more}
    params = {"ensure_ascii": False}
    return JsonResponse(
        told, status=status, content_type="application/problem+json", json_dumps_params=params
    )
