"""A stored file leaves by one way only, which logs who read it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory

from accounts.models import Person
from accounts.reading import hand_out
from documents.municipal.models import MunicipalFile

ROOT = Path(settings.BASE_DIR)
SERVES = re.compile(r"documents\.serving import [^\n]*\bserve\b|documents import serving")
ROOMS = ("accounts", "agreements", "audits", "register", "secretariat", "tenants")


def test_no_view_hands_out_a_file_past_the_log() -> None:
    users = [
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if SERVES.search(path.read_text(encoding="utf-8"))
    ]
    # Whoever has a one-time link is no person of ours: the function that finds the file logs it.
    assert users == ["accounts/reading.py", "agreements/joint/views/outside.py"]


def test_a_read_file_cannot_be_logged_on_the_other_side_of_the_wall() -> None:
    with pytest.raises(ValueError, match="own side of the wall"):
        hand_out(RequestFactory().get("/"), MunicipalFile(), about=Person())
