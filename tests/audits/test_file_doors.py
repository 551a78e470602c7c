"""A file is handed out through its own door only: another's is not there, however it is asked for."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import Engagement
from audits.joint.models import Evidence
from audits.municipal.models import ReceivedFile
from tests.audits.walking import SECRETARIAT, Walk
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as

Clients = Callable[[str], Client]
ASKED: tuple[tuple[str, dict[str, str]], ...] = (
    ("get", {}),
    ("head", {}),
    ("get", {"Range": "bytes=0-9"}),
    ("get", {"Range": "bytes=999999999-"}),
    ("get", {"If-None-Match": '"{sha256}"'}),
    ("get", {"If-Range": '"{sha256}"', "Range": "bytes=0-0"}),
)


def evidence(walk: Walk) -> Evidence:
    with acting_as(SECRETARIAT):
        return Evidence.objects.select_related("file").get(audit=walk.answered())


def status(client: Client, path: str, asked: tuple[str, dict[str, str]], sha256: str) -> int:
    method, headers = asked
    given = {name: value.replace("{sha256}", sha256) for name, value in headers.items()}
    answer: Any = getattr(client, method)(path, headers=given)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_another_suppliers_file_is_not_there(walk: Walk, client_of: Clients, asked: Any) -> None:
    found = evidence(walk)
    sha256 = found.file.sha256
    path = f"/tilsyn/{found.audit_id}/fil/{found.file_id}/"
    nowhere = f"/tilsyn/{found.audit_id}/fil/{uuid4()}/"
    leo, lis = client_of("leo"), client_of("lis")
    assert status(leo, path, asked, sha256) in (200, 206, 304, 416)
    assert status(leo, nowhere, asked, sha256) == 404
    assert status(lis, path, asked, sha256) == status(lis, nowhere, asked, sha256) == 404


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_another_municipalitys_file_is_not_there(
    walk: Walk, client_of: Clients, caller_of: Callable[[str], Caller], asked: Any
) -> None:
    walk.published()
    with acting_as(caller_of("mette")):
        row = ReceivedFile.objects.select_related("file").get(is_report=True)
    path = f"/tilsyn/filer/{row.id}/"
    assert status(client_of("mette"), path, asked, row.file.sha256) in (200, 206, 304, 416)
    for key in ("bo", "leo", "sara"):
        assert status(client_of(key), path, asked, row.file.sha256) == 404


def test_what_is_sent_is_an_attachment_that_nothing_on_the_way_keeps(walk: Walk, client_of: Clients) -> None:
    found = evidence(walk)
    answer: Any = client_of("leo").get(f"/tilsyn/{found.audit_id}/fil/{found.file_id}/")
    b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_the_link_ends_with_the_right(walk: Walk, client_of: Clients) -> None:
    found = evidence(walk)
    path, leo = f"/tilsyn/{found.audit_id}/fil/{found.file_id}/", client_of("leo")
    assert status(leo, path, ("get", {}), "") == 200
    with acting_as(Caller.owner()):
        Engagement.objects.filter(person_id=PERSONAE["leo"].id).delete()
    assert status(leo, path, ("get", {}), "") in (302, 403)


def test_a_file_in_quarantine_is_there_for_nobody(walk: Walk, client_of: Clients) -> None:
    found = evidence(walk)
    path = f"/tilsyn/{found.audit_id}/fil/{found.file_id}/"
    assert status(client_of("sara"), path, ("get", {}), "") == 200
    with acting_as(SECRETARIAT):
        type(found.file).objects.filter(pk=found.file_id).update(state="quarantined")
    for key in ("leo", "sara"):
        for asked in ASKED:
            assert status(client_of(key), path, asked, found.file.sha256) == 404


def test_a_municipality_is_told_that_no_scanner_has_seen_a_file(walk: Walk, client_of: Clients) -> None:
    walk.published()
    mette = client_of("mette")
    with acting_as(walk.municipality("aalborg")):
        report = ReceivedFile.objects.select_related("report").filter(is_report=False).first()
    assert report is not None
    page = mette.get(f"/tilsyn/{report.report_id}/").content.decode()
    assert "Dokumentation fra leverandøren, ikke virusscannet" in page
    assert "Tilsynsrapporten, ikke virusscannet" not in page
