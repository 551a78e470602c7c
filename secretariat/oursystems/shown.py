"""A row of the table as a page and a workbook show it."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from agreements.municipal.states import TONES, AgreementState
from audits.municipal.own.states import OwnState
from audits.municipal.plan.models import quarter_words
from audits.municipal.plan.states import Supervisor
from audits.municipal.states import CONCEPTS, LEVEL_TONE, TONE, DecisionState, Level
from register.models import AgreementStatus, SystemUse
from secretariat.pagekit.dates import in_words
from secretariat.pagekit.tags.page import ICON_OF_TONE

HEADERS = (
    *("It-system", "Leverandør", "Aftale", "Aftaledato", "Udløber"),
    *("Seneste tilsyn", "Tilsynet er", "Koncept", "Resultat", "Vores beslutning"),
    *("Næste tilsyn", "Næste tilsyn føres af", "Personoplysninger", "Følsomme oplysninger", "CPR-nummer"),
    *("Andre beskyttelsesværdige oplysninger", "Særlig behandling", "Antal registrerede"),
    *("Hvad skønnet bygger på", "Systemejer", "I brug"),
)
_CONCEPT = {number: words.partition(". ")[2] for number, words in CONCEPTS}


@lru_cache(maxsize=128)
def tag(label: str, tone: str) -> SafeString:
    """Return a state's tag; there are few, and a table has hundreds."""
    words = {"label": label[:1].upper() + label[1:], "tone": tone, "state_icon": ICON_OF_TONE[tone]}
    return SafeString(render_to_string("parts/state.html", words))


@lru_cache(maxsize=4096)
def _day(day: date) -> str:
    return in_words(day)


def agreement_words(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return words and tone of where the agreement stands; without one here, what is told elsewhere."""
    if row["agreement_state"]:
        state = AgreementState(row["agreement_state"])
        return str(state.label), TONES[state]
    told = AgreementStatus(row["told_agreement"])
    if told == AgreementStatus.YES:
        return "oplyst, men ikke lagt ind", "info"
    if told == AgreementStatus.NOT_RELEVANT:
        return "ikke relevant", "neutral"
    if row["personal_data"] != "ja":
        return "ingen", "neutral"
    return ("i proces" if told == AgreementStatus.IN_PROGRESS else "mangler"), "warning"


def next_words(row: Mapping[str, Any], today: date) -> tuple[str, str]:
    """Return when the next supervision is, and who runs it."""
    if row["own_id"]:
        state = OwnState(row["own_state"]).label if row["own_state"] == OwnState.STARTED else ""
        return f"{_day(row['next_on'])}{', ' + state if state else ''}", "eget tilsyn"
    own = row["is_own"] if row["supervisor"] is None else row["supervisor"] == Supervisor.OWN
    whose = "eget tilsyn" if own else "fælles tilsyn"
    if row["supervisor"] == Supervisor.NONE and row["next_on"] is None:
        return "Intet tilsyn", ""
    if row["next_on"]:
        return quarter_words(row["next_on"]), whose
    return (row["next_words"], whose) if row["next_words"] else ("", "")


def page_row(row: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what a line of the table shows; dates, tags and addresses are ready."""
    words, tone = agreement_words(row)
    when, whose = next_words(row, today)
    shown: dict[str, Any] = {
        "url": f"{_base()}{row['id']}/",
        "name": row["name"],
        "supplier": row["supplier"] or "",
        "agreement": tag(words, tone),
        "agreed_on": _maybe(row["agreed_on"] or row["told_on"]),
        "expires_on": _maybe(row["expires_on"]),
        "expired": row["expires_on"] is not None and row["expires_on"] < today,
        "next": when,
        "next_whose": whose,
        "late": row["next_on"] is not None and row["next_on"] < today,
        "last_on": "",
    }
    if row["last_at"]:
        level = Level(row["level"])
        decision = DecisionState(row["decision"])
        shown |= {
            "last_on": _day(timezone.localdate(row["last_at"])),
            "whose": "Eget" if row["is_own"] else "Fælles",
            "concept": f"koncept {row['concept']}",
            "level": tag(str(level.label), LEVEL_TONE[level]),
            "decision": tag(str(decision.label), TONE[decision]),
        }
    return shown


def _maybe(day: date | None) -> str:
    return _day(day) if day else ""


def _base() -> str:
    return reverse("register:own_systems")


def excel_row(row: Mapping[str, Any], use: SystemUse, today: date) -> list[Any]:
    """Return a line of the workbook, in the order of `HEADERS`; `use` has facts beyond the page."""
    last = timezone.localdate(row["last_at"]) if row["last_at"] else None
    when, whose = next_words(row, today)
    return [
        row["name"],
        row["supplier"] or "",
        agreement_words(row)[0],
        row["agreed_on"] or row["told_on"],
        row["expires_on"],
        last,
        ("eget" if row["is_own"] else "fælles") if last else "",
        f"{row['concept']}. {_CONCEPT[row['concept']]}" if last else "",
        str(Level(row["level"]).label) if last else "",
        str(DecisionState(row["decision"]).label) if last else "",
        when,
        whose,
        use.get_personal_data_display(),
        use.get_special_categories_display(),
        use.get_cpr_display(),
        use.get_other_protected_display(),
        use.get_special_processing_display(),
        f"ca. {use.subjects}" if use.subjects_is_estimate else use.subjects,
        use.subjects_basis,
        use.owner_email,
        "Ja" if use.is_active else "Nej",
    ]
