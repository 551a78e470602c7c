"""A municipality that begins to use a system after its report was sent gets the latest one, and decides."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from secretariat.demo.people import BO, SARA
from tests.browser.installation import Installation
from tests.browser.mass import Mass
from tests.browser.walking import download, look, word_text

pytestmark = pytest.mark.browser
RUN = uuid4().hex[:6]
SYSTEM = f"Sentsystem {RUN}"


def test_a_late_joiner_gets_the_latest_report(
    installation: Installation, browser: Browser, mass: Mass
) -> None:
    made = mass.supplier(
        name=f"Sent {RUN} A/S", email=f"{RUN}@sent.example", person="Signe Sen", systems={SYSTEM: ["0851"]}
    )
    case = mass.audit(supplier=made["id"], systems=[SYSTEM])
    audit, number = case["id"], case["number"]
    mass.hand_in(audit=audit)
    mass.sent(audit=audit)
    mass.sent(audit=audit, again="Leverandøren har skiftet driftssted.")
    mass.begins_to_use(system=SYSTEM, code="0791")

    sara = installation.come_in(browser, "sekretariat", SARA.email)
    sara.locator("a.button", has_text="Send rapporterne").click()
    look(sara, "sekretariat-kommet-til-senere")
    row = sara.locator("main tbody tr", has_text=number)
    expect(row).to_contain_text("Viborg Kommune")
    expect(row).to_contain_text(f"Begyndte at bruge {SYSTEM}")
    sara.get_by_label("Markér alle").uncheck()
    row.get_by_role("checkbox").check()
    sara.get_by_role("button", name="Send til de markerede").click()
    expect(sara.locator(".messages")).to_contain_text("Sendt til 1 kommune")
    expect(row).to_have_count(0)

    assert SYSTEM in installation.mail(browser, BO.email, SYSTEM)
    bo = installation.come_in(browser, "viborg", BO.email)
    bo.goto(installation.url("viborg", "/tilsyn/"))
    bo.locator("main details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
    bo.get_by_role("link", name=SYSTEM, exact=True).first.click()
    main = bo.locator("main")
    expect(main).not_to_contain_text("Til fornyet stillingtagen")  # it has decided on none before
    own = word_text(download(bo, re.compile("Tilsynsrapport.*docx")))
    assert "Viborg Kommune" in own
    assert "version 2.0" in own
    bo.get_by_label("Tilsynet godkendes", exact=True).check()
    bo.get_by_role("button", name="Gem stillingtagen").click()
    expect(main).to_contain_text("Tilsyn godkendt")
    assert [(each["version"], each["state"]) for each in mass.received(code="0791", number=number)] == [
        (2, "approved")
    ]
    assert mass.decisions(audit=audit) == {"0851": "received", "0791": "approved"}
