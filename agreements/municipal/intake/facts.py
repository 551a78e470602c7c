"""What a line of an index says, read as Danes write it; each fault in words that tell what to do."""

import re
from datetime import date, timedelta
from typing import Any

from agreements.municipal.generations import Generation
from agreements.municipal.months import months_before
from register.portfolio.cells import optional_text
from register.portfolio.dates import NotADate, agreement_date
from register.portfolio.identifiers import registration
from workflows.searching import folded

AHEAD = timedelta(days=60 * 366)  # an agreement may run for years; two figures of a year lie within these
_ENDLESS = ("loebende", "ubegraenset", "uden udloeb", "ubestemt", "indtil", "ingen", "nej", "opsigelse")
_PERIOD = re.compile(r"(\d{1,4})\s*(dag|dg|uge|maaned|md|mdr|aar|kalenderdag|arbejdsdag)?")
_DAYS = {"uge": 7, "maaned": 30, "md": 30, "mdr": 30, "aar": 365}
_MOST_DAYS = 1_830
_MOST_MONTHS = 60
_GENERATIONS = (
    (Generation.EU2021, ("2021/915", "2021 915", "eu", "kommissionens")),
    (
        Generation.OLDER,
        ("kombit", "kl ", "2016", "2017", "2018", "2019", "aeldre", "gammel", "persondatalov"),
    ),
    (Generation.DT2020, ("2020", "datatilsyn", "standardkontrakt", "standardbestemmelser", "dt2020")),
    (Generation.SUPPLIER, ("leverandoer", "egen", "databehandlerens")),
)


def day_of(cell: Any, *, ahead: bool, today: date) -> date | None:
    """Return the date in a cell, None for none; `ahead` lets it lie in the future. Raises ValueError."""
    text = optional_text(cell)
    if not text or (ahead and any(word in folded(text) for word in _ENDLESS)):
        return None
    try:
        return agreement_date(cell, today + AHEAD if ahead else today)
    except NotADate as error:
        raise ValueError(str(error)) from error


def days_of(cell: Any) -> int | None:
    """Return a period in days ("30", "8 uger", "2 måneder"); None for none. Raises ValueError."""
    text = folded(optional_text(cell))
    if not text:
        return None
    found = _PERIOD.search(text)
    days = int(found[1]) * _DAYS.get(found[2] or "", 1) if found else 0
    if not found or days > _MOST_DAYS:
        raise ValueError(f"»{optional_text(cell)[:40]}« er ikke et varsel. Skriv fx 30 dage eller 2 måneder.")
    return days


def number_of(cell: Any) -> str:
    """Return a company's number as it is written on pages; '' for none. Raises ValueError."""
    text = optional_text(cell)
    if not text:
        return ""
    found = registration(text)
    if found is None:
        raise ValueError(f"»{text[:40]}« er ikke et gyldigt CVR- eller registreringsnummer.")
    return found.text


def generation_of(cell: Any) -> Generation:
    """Return the template a cell tells of; what is not understood is not known."""
    text = folded(optional_text(cell)) + " "
    words = set(re.findall(r"[a-z0-9/]+", text))
    for generation, parts in _GENERATIONS:
        if text.strip() and any(part in words if len(part) < 3 else part in text for part in parts):
            return generation
    return Generation.UNKNOWN


def notice_day(valid_until: date | None, termination_notice: str) -> date | None:
    """Return the last day of notice where an end and a period of notice are known, else None."""
    if valid_until is None or not termination_notice:
        return None
    if months := months_of(termination_notice):
        return months_before(valid_until, months)
    try:
        days = days_of(termination_notice)
    except ValueError:
        return None
    return valid_until - timedelta(days=days) if days else None


def whole_months_of(termination_notice: str) -> int | None:
    """Return a period of notice as whole months, days and weeks rounded up; None where it is unclear."""
    if months := months_of(termination_notice):
        return months
    try:
        days = days_of(termination_notice)
    except ValueError:
        return None
    return -(-days // 30) if days else None


def months_of(termination_notice: str) -> int | None:
    """Return a period of notice in whole months where it is told in months or years, else None."""
    found = _PERIOD.search(folded(termination_notice))
    if not found or found[2] not in ("maaned", "md", "mdr", "aar"):
        return None
    months = int(found[1]) * (12 if found[2] == "aar" else 1)
    return months if months <= _MOST_MONTHS else None


def faults_of(start: date | None, end: date | None, notice: date | None) -> list[str]:
    """Return what is wrong with the order of the days, in words."""
    faults = []
    if start and end and end <= start:
        faults.append("»Gælder til« skal ligge efter »Gælder fra«.")
    if end and notice and notice > end:
        faults.append("Sidste dag for opsigelse skal ligge før, aftalen udløber.")
    return faults
