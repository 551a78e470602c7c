"""Invented data for every piece of the page kit."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator

from secretariat.pagekit.navigation import Link
from tests.browser.gallery.forms import Filter

DAY = date(2026, 4, 14)
DANISH = ZoneInfo("Europe/Copenhagen")
MENU = ["Min dag", "Tilsyn", "Plan", "Systemer", "Leverandører", "Aftaler", "Kommuner", "Import"]
STATES = [
    ("Planlagt", "done", "neutral"),
    ("Varslet", "done", "waiting"),
    ("Afventer materiale", "current", "info"),
    ("Under gennemgang", "ahead", "success"),
    ("Udkast i høring", "ahead", "warning"),
    ("Klar til udsendelse", "ahead", "error"),
    ("Sendt til kommunerne", "ahead", "neutral"),
    ("Afsluttet", "ahead", "neutral"),
]


def pieces() -> dict[str, Any]:
    """Return the context of the gallery's pages."""
    return {
        "navigation": [Link(f"/{name}/", name, name == "Tilsyn") for name in MENU],
        "search_url": "/soeg/",
        "sign_out_url": "/ud/",
        "language_url": "/sprog/",
        "demo_mode": True,
        "day": DAY,
        "filter": Filter({"q": "nord"}),
        "page": Paginator(range(900), 50).page(4),
        **case(),
        **lists(),
        **menus(),
    }


def case() -> dict[str, Any]:
    """Return a case: its way, its steps, its history, its letter."""
    return {
        "steps": [
            {"label": label, "state": state, "date": DAY + timedelta(days=7 * at) if at < 4 else None}
            for at, (label, state, _) in enumerate(STATES)
        ],
        "actions": [
            {"label": "Send påmindelse", "url": "/a/", "post": True},
            {"label": "Giv udsættelse", "url": "/b/", "explanation": "Leverandøren får en ny frist."},
            {"label": "Send rapport", "url": "/c/", "reason": "To af systemerne har ingen konklusion."},
        ],
        "events": [
            event("Leo Lund", "Uploadede ISAE 3000", day=2, is_new=True),
            event("Sara Skov", "Gav ny frist", day=1, why="Revisors erklæring er forsinket."),
        ],
        "recipient": "Nordlys Omsorg A/S\nAtt.: Leo Lund",
        "body": "Kommunerne fører tilsyn med jeres behandling af personoplysninger.\n\nSvar senest fredag.",
        "files": [
            {
                "name": "ISAE 3000 2025.pdf",
                "url": "/f/",
                "size": 1_400_000,
                "note": "modtaget i dag",
            },
            {"name": "Plan.docx", "size": 82_000, "state_label": "Kontrolleres", "state_tone": "waiting"},
            {"name": "underdatabehandlere.xlsx", "url": "/f/", "size": 512, "remove_url": "/fjern/"},
        ],
    }


def event(who: str, what: str, *, day: int, **more: Any) -> dict[str, Any]:
    """Return a line of a history."""
    return {"when": datetime(2026, 4, day, 10, 42, tzinfo=DANISH), "who": who, "what": what, **more}


def lists() -> dict[str, Any]:
    """Return numbers, work, systems and tasks."""
    return {
        "counters": [
            {"label": "Venter på mig", "value": 14, "url": "/1/", "tone": "info", "current": True},
            {"label": "Overskredet hos andre", "value": 6, "url": "/2/", "tone": "error"},
            {"label": "Kommet ind siden fredag", "value": 1209, "url": "/3/"},
        ],
        "work": [
            work("Nordlys Omsorg A/S", "Fristen er overskredet.", "Send rykker", -2, "error"),
            work("Fjordens Data ApS", "Erklæringen er kommet ind.", "Gennemgå erklæring", 0, "info"),
            work("Kystnær IT A/S", "Beder om udsættelse til 12. maj.", "Svar på anmodning", 3, "waiting"),
        ],
        "systems": [
            {"name": f"Nordlys {label}", "uses": 20 + at * 400, "label": label, "tone": tone}
            for at, (label, _, tone) in enumerate(STATES)
        ],
        "tasks": [
            {"label": "Bekræft systemer", "url": "/1/", "done": True, "note": "Tre systemer"},
            {"label": "Upload erklæring", "url": "/2/", "note": "PDF, højst 200 MB"},
            {"label": "Besvar 11 spørgsmål", "url": "/3/", "note": "4 af 11 er besvaret"},
            {"label": "Indsend", "url": "/4/", "blocked": "Kan først ske, når resten er udfyldt."},
        ],
    }


def work(title: str, news: str, action: str, days: int, tone: str) -> dict[str, Any]:
    """Return a row of a work list."""
    facts = {"detail": "3 systemer", "deadline": DAY, "workdays": days, "tone": tone, "url": "/sag/"}
    return {
        "title": title,
        "news": news,
        "action_label": action,
        "url": "/sag/",
        "action_url": "/t/",
        **facts,
    }


def menus() -> dict[str, Any]:
    """Return tabs and a side menu."""
    return {
        "tabs": [
            {"url": "/1/", "label": "Overblik", "current": True},
            {"url": "/2/", "label": "Svar", "count": 11},
            {"url": "/3/", "label": "Dokumentation", "count": 4},
            {"url": "/4/", "label": "Breve og mails"},
            {"url": "/5/", "label": "Historik"},
        ],
        "side": [
            {"url": "/1/", "label": "Nyt til jer", "count": 60, "current": True},
            {"url": "/2/", "label": "Systemer og aftaler"},
        ],
    }
