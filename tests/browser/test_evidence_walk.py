"""Documentation: an upload breaks and goes on, a document is read beside its form, one button."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from secretariat.demo.people import SARA
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import look

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:8]
SVEND, SYSTEM = f"svend.{RUN}@erklaering.example", f"Erklæringssystem {RUN}"
HEAD, TAIL = (
    b"%PDF-1.4\n",
    b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
)


@pytest.fixture(scope="module")
def case(mass: Mass) -> str:
    """An announced audit of a supplier whose person is Svend."""
    made = mass.supplier(
        name=f"Erklæring {RUN} ApS", email=SVEND, person="Svend Sikker", systems={SYSTEM: ["0851"]}
    )
    return str(mass.audit(supplier=made["id"], systems=[SYSTEM])["id"])


def test_from_a_broken_upload_to_one_button(
    installation: Installation, browser: Browser, mass: Mass, case: str, tmp_path: Path
) -> None:
    file = tmp_path / "erklæring.pdf"
    file.write_bytes(HEAD + b"%" + b"0123456789" * 1_200_000 + b"\n" + TAIL)
    svend = installation.sign_in(browser, "leverandoer", SVEND)
    svend.goto(installation.url("leverandoer", f"/tilsyn/{case}/dokumentation/"))
    break_off(svend, file)
    assert go_on(svend, file) == 2, "of three pieces the first is not sent again"
    expect(svend.locator(".file-list")).to_contain_text("ISAE 3000 for 2025")
    svend.goto(installation.url("leverandoer", "/dokumentation/"))
    expect(svend.locator("main")).to_contain_text("ISAE 3000 for 2025")
    look(svend, "leverandoer-vores-dokumentation")

    mass.hand_in(audit=case)
    sara = installation.sign_in(browser, "sekretariat", SARA.email)
    sara.goto(installation.url("sekretariat", f"/tilsyn/{case}/dokumentation/"))
    sara.get_by_role("link", name=re.compile("^Gennemgå.*ISAE 3000")).click()
    read(sara)


def break_off(page: Page, file: Path) -> None:
    """Send until the line breaks after the first piece, and leave the page."""
    begun: list[int] = []

    def first_only(route: Route) -> None:
        begun.append(1)
        route.abort() if len(begun) > 1 else route.continue_()

    page.route(re.compile(r"/tilsyn/upload/[0-9a-f-]+/$"), first_only)
    fill(page, file)
    expect(page.locator(".progress-text")).to_contain_text("43 %")
    page.reload()  # before the line is whole again: the page tries by itself
    page.unroute_all()


def go_on(page: Page, file: Path) -> int:
    """Choose the same file again and send; return how many pieces were sent."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if is_piece(request) else None)
    fill(page, file)
    expect(page.locator(".messages")).to_contain_text("gemt i Vores dokumentation")
    return len(sent)


def is_piece(request: Request) -> bool:
    return request.method == "POST" and bool(re.search(r"/tilsyn/upload/[0-9a-f-]+/$", request.url))


def fill(page: Page, file: Path) -> None:
    page.locator("main input[type=file]").set_input_files(file)
    page.get_by_label("Titel").fill("ISAE 3000 for 2025")
    page.get_by_label("Periode til").fill("31.12.2025")
    page.get_by_label("Kommunerne må læse den på siden, men ikke hente den").check()
    page.get_by_label("Hvorfor må kommunerne ikke hente den?").fill("Den beskriver vores drift.")
    page.get_by_label("Fortrolige steder").fill("Side 14–16: tegning af netværket")
    page.get_by_label("Gem den også i Vores dokumentation").check()
    page.get_by_role("button", name="Upload", exact=True).click()


def read(sara: Page) -> None:
    """Fill the form, make the exception a finding, and end with the one button."""
    expect(sara.locator(".reading-document")).to_contain_text("tegning af netværket")
    expect(sara.get_by_role("button", name="Gennemgået, ingen bemærkninger")).to_be_visible()
    sara.locator("[name=report_type]").select_option("type2")
    sara.get_by_label("Med forbehold", exact=True).check()
    sara.locator("[name=method]").select_option("inclusive")
    sara.get_by_label("Komplementære kontroller hos kommunerne").fill("Luk brugere, der fratræder")
    sara.locator("[name=undtagelse-0-control]").fill("B.13")
    sara.get_by_label("Revisors tekst").fill("2 af 25 brugere var ikke lukket efter fratræden.")
    look(sara, "sekretariat-gennemgang-af-dokument")
    sara.get_by_role("button", name=re.compile("^Gør til forhold")).click()
    expect(sara.locator(".messages")).to_contain_text("gjort til et forhold")
    sara.get_by_role("button", name="Gennemgået, 1 forhold").click()
    expect(sara.locator(".messages")).to_contain_text("er gennemgået")
    sara.goto(re.sub(r"(/tilsyn/[0-9a-f-]+/).*", r"\1forhold/", sara.url))
    expect(sara.locator("main")).to_contain_text("B.13: 2 af 25 brugere")
