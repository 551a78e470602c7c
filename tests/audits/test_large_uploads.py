"""Uploads that go on after a broken line, and a zip that is unpacked safely."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audits.joint.models import Audit, Evidence, StatementVersion
from documents import partial
from documents.models import PartialUpload
from documents.storage import incoming_folder, read_bytes
from documents.tasks import clear
from tests.audits.walking import PDF, SECRETARIAT, SUPPLIER, Walk
from tests.documents import hostile, samples
from tests.personae import SUPPLIER_Y
from walls.callers import Caller, acting_as

Clients = Callable[[str], Client]
WHOLE = PDF + b"%" + bytes(range(97, 123)) * 40


def piece(client: Client, upload: str, offset: int, content: bytes) -> Any:
    file = SimpleUploadedFile("stykke", content)
    return client.post(f"/tilsyn/upload/{upload}/", {"offset": offset, "piece": file})


def begun(client: Client, size: int = len(WHOLE), name: str = "erklæring.pdf") -> str:
    return str(client.post("/tilsyn/upload/", {"name": name, "size": size}).json()["id"])


def described(audit: Audit, **more: Any) -> dict[str, Any]:
    with acting_as(SECRETARIAT):
        covers = [str(each.id) for each in audit.systems.all()]
    return {"kind": "isae3000", "covers": covers, "wish": "download", **more}


def pieces() -> list[str]:
    return [each.name for each in incoming_folder().glob("partial-*")]


def test_an_upload_goes_on_where_it_broke_and_is_checked_as_a_whole(walk: Walk, client_of: Clients) -> None:
    audit, leo, lis = walk.announced(), client_of("leo"), client_of("lis")
    upload = begun(leo)
    path = f"/tilsyn/upload/{upload}/"
    assert piece(leo, upload, 0, WHOLE[:300]).json() == {"received": 300}
    assert leo.get(path).json()["received"] == 300
    again = piece(leo, upload, 0, WHOLE[:300])
    assert (again.status_code, again.json()) == (409, {"received": 300})
    assert piece(leo, upload, 300, b"x" * len(WHOLE)).status_code == 422
    assert piece(leo, upload, -1, b"x").status_code == 400
    for method in (lis.get, lis.post):
        assert method(path).status_code == 404
    with acting_as(Caller.supplier(SUPPLIER_Y)):
        assert not PartialUpload.objects.exists()
    page = f"/tilsyn/{audit.id}/dokumentation/"
    digest = hashlib.sha256(WHOLE).hexdigest()
    said = described(audit, upload=upload, sha256=digest)
    assert "Filen er ikke sendt færdig" in unescape(leo.post(page, said).content.decode())
    assert piece(leo, upload, 300, WHOLE[300:]).json() == {"received": len(WHOLE)}
    told = unescape(leo.post(page, {**said, "wish": "closed"}).content.decode())
    assert "Filen er allerede sendt" in told, "an error in the form costs no upload"
    assert "er modtaget" in unescape(leo.post(page, {**said, "keep": "on"}, follow=True).content.decode())
    with acting_as(SUPPLIER):
        found = Evidence.objects.select_related("file").get()
        assert (found.state, found.file.sha256, found.file.name) == ("ready", digest, "erklæring.pdf")
        assert found.version_id == StatementVersion.objects.get().id
        assert not PartialUpload.objects.exists()
    assert read_bytes(digest) == WHOLE
    assert pieces() == []


def test_what_was_changed_on_the_way_or_is_too_much_is_refused_and_half_uploads_go(
    walk: Walk, client_of: Clients, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit, leo = walk.announced(), client_of("leo")
    page = f"/tilsyn/{audit.id}/dokumentation/"
    upload = begun(leo)
    piece(leo, upload, 0, WHOLE)
    said = described(audit, upload=upload, sha256="0" * 64)
    assert "blev ændret undervejs" in unescape(leo.post(page, said).content.decode())
    assert pieces() == []
    for size in (0, 201 * 1024 * 1024):
        assert leo.post("/tilsyn/upload/", {"name": "a.pdf", "size": size}).status_code == 422
    assert leo.post("/tilsyn/upload/", {"name": "", "size": "x"}).status_code == 400
    bad = b"<html><script>alert(1)</script>"
    upload = begun(leo, len(bad), "../../ond.pdf")
    piece(leo, upload, 0, bad)
    said = described(audit, upload=upload, sha256=hashlib.sha256(bad).hexdigest())
    assert "en webside (HTML)" in unescape(leo.post(page, said).content.decode())
    settings.UPLOAD_SUPPLIER_GB = 0
    assert leo.post("/tilsyn/upload/", {"name": "a.pdf", "size": 10}).status_code == 422
    settings.UPLOAD_SUPPLIER_GB = 1
    monkeypatch.setattr(partial, "MOST_AT_ONCE", 1)
    assert leo.post("/tilsyn/upload/", {"name": "a.pdf", "size": 10}).status_code == 422
    clear()
    assert len(pieces()) == 1, "not yet a day old"
    monkeypatch.setattr(partial, "KEPT", partial.KEPT * 0)
    clear()
    assert pieces() == []
    with acting_as(SECRETARIAT):
        assert not PartialUpload.objects.exists()
        assert not Evidence.objects.exists()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def send(client: Client, audit: Audit, content: bytes) -> str:
    file = SimpleUploadedFile("bilag.zip", content)
    path = f"/tilsyn/{audit.id}/dokumentation/"
    return unescape(client.post(path, described(audit, file=file), follow=True).content.decode())


def in_code_page(content: bytes) -> bytes:
    """Return a zip whose name is as Windows in Denmark writes it: code page 850, no mark for UTF-8."""
    return content.replace(b"X-X-X.pdf", "æøå-1.pdf".encode("cp850"))


def test_each_file_of_a_zip_is_received_by_itself_and_what_is_refused_says_why(
    walk: Walk, client_of: Clients
) -> None:
    audit, leo = walk.announced(), client_of("leo")
    told = send(
        leo,
        audit,
        in_code_page(
            zipped(
                {
                    "mappe/Politik på dansk.docx": samples.docx(),
                    "X-X-X.pdf": PDF,
                    "__MACOSX/._Politik.docx": b"macos",
                    "Thumbs.db": b"windows",
                    "indre.zip": zipped({"a.pdf": PDF}),
                    "virus.exe": b"MZ" + bytes(100),
                    "løgn.pdf": b"<html><script>",
                }
            )
        ),
    )
    assert "2 filer er modtaget fra zip-filen" in told
    assert "Ikke modtaget: »indre.zip«. En pakket fil inden i zip-filen" in told
    assert "Ikke modtaget: »virus.exe«" in told
    assert "Ikke modtaget: »løgn.pdf«" in told
    assert "Thumbs" not in told
    with acting_as(SUPPLIER):
        assert sorted(Evidence.objects.values_list("title", flat=True)) == [
            "Politik på dansk",
            "æøå-1",
        ]


HARMFUL = {
    "bomb": lambda: zipped({"a.pdf": bytes(60_000_000)}),
    "many": hostile.million_parts,
    "overlapping": samples.overlapping,
    "out of the folder": lambda: zipped({"../../etc/cron.d/x.pdf": PDF}),
    "absolute": lambda: zipped({"/etc/x.pdf": PDF}),
    "drive": lambda: zipped({"C:\\x.pdf": PDF}),
    "too many": lambda: zipped({f"{number}.pdf": PDF for number in range(101)}),
    "nothing": lambda: zipped({"mappe/": b""}),
    "cut": lambda: zipped({"a.pdf": PDF})[:-30],
}


def test_a_zip_made_to_do_harm_is_not_opened(walk: Walk, client_of: Clients) -> None:
    audit, leo = walk.announced(), client_of("leo")
    for name, made in HARMFUL.items():
        told = send(leo, audit, made())
        assert "Pak filerne i en ny zip" in told or "Del den op i flere" in told, name
    with acting_as(SUPPLIER):
        assert not Evidence.objects.exists()
    assert "1 fil er modtaget" in send(leo, audit, zipped({"a.pdf": PDF}))
