"""Where the signing service calls when something has happened; what it is, is then asked of the service."""

from uuid import UUID

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.access import open_to_all
from agreements.joint import services
from workflows import jobs

LONGEST_CALL = 20_000


@csrf_exempt
@require_POST
@open_to_all
def called(request: HttpRequest) -> HttpResponse:
    """Take a call signed with the shared secret; the order's job is made once, however often it is called.

    The answer tells nothing of whether the order is known.
    """
    service = services.current()
    if service is None or int(request.headers.get("Content-Length") or 0) > LONGEST_CALL:
        return HttpResponse(status=404)
    reference = service.reference_of_call(request.body, request.headers)
    if reference is None:
        return HttpResponse(status=403)
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_service_called_v1(%s)", [reference])
        row = cursor.fetchone()
    if row and row[0]:
        job_id: UUID = row[0]
        transaction.on_commit(lambda: jobs.send(job_id), robust=True)
    return HttpResponse(status=202)
