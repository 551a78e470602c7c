"""The secretariat's page of one agreement tells its end too: notice, expiry, deletion, proof."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils import timezone

from agreements.joint.views.matrix import LETTER_WORDS
from documents.uploadhandlers import ReceivedFile
from tests.agreements.conftest import World
from tests.agreements.test_endings import give_notice, in_force
from tests.agreements.test_pages import page

SQL = Path(settings.BASE_DIR) / "agreements" / "municipal" / "sql" / "001_report_up.sql"


def test_the_page_of_a_terminated_agreement_tells_the_notice_and_its_reason(
    world: World, upload: Callable[..., ReceivedFile], client_of: Callable[[str], Client]
) -> None:
    agreement = in_force(world, upload)
    give_notice(world, timezone.localdate() + timedelta(days=200))
    answer = page(client_of("sara"), f"/aftaler/overblik/{agreement.id}/")
    assert "Systemet er udfaset." in answer


def test_each_letter_that_a_municipality_can_send_has_words() -> None:
    """The kinds stand in the database's function; one without words would break the page."""
    sql = SQL.read_text(encoding="utf-8")
    lists = [
        line.split("WHEN ", 1)[1].split(" THEN")[0]
        for line in sql.splitlines()
        if line.startswith("    WHEN '")
    ]
    kinds = {f"agreement_{each.strip().strip(chr(39))}" for one in lists for each in one.split(",")}
    assert "agreement_notice_back" in kinds
    assert kinds == set(LETTER_WORDS)
