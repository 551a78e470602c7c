"""The documents of one municipality's agreement, as the joint side holds them."""

from django.http import Http404

from agreements.joint.models import IssuedAgreement
from documents.models import Blob, StoredFile
from tenants.models import Letter


def document_of(issued: IssuedAgreement, which: str) -> StoredFile:
    """Return `word`, `pdf`, `kommune` or `leverandoer` (a party's signed copy); else 404.

    The municipality's copy has no row of its own here: it is known by the letter it came up with.
    """
    supplier_copy = getattr(issued, "supplier_copy", None)
    found = {
        "word": issued.word,
        "pdf": issued.pdf,
        "leverandoer": supplier_copy.file if supplier_copy else None,
        "kommune": _from_letter(issued) if which == "kommune" else None,
    }.get(which)
    if found is None:
        raise Http404
    return found


def _from_letter(issued: IssuedAgreement) -> StoredFile | None:
    letter = Letter.objects.filter(kind="agreement_signed_copy", subject_id=issued.id).first()
    blob = Blob.objects.filter(pk=letter.file_sha256).first() if letter else None
    return signed_file(letter.file_sha256, blob.size, letter.file_name) if letter and blob else None


def signed_file(sha256: str, size: int, name: str) -> StoredFile:
    """Return an unsaved file for handing out a checked blob."""
    kind = "application/pdf" if name.lower().endswith(".pdf") else "application/octet-stream"
    return StoredFile(sha256=sha256, size=size, name=name, content_type=kind, state=StoredFile.State.READY)
