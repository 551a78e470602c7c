"""Which file of the pile belongs to which line: by the name the index gives, by CVR, number and system.

A match is sure (a file named in the index, or two things that agree and fit nothing else), or a proposal
that a person looks at. Nothing is taken in on a proposal.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from agreements.municipal.intake.models import IntakeFile, IntakeLine
from documents.checks.names import clean_name
from workflows.searching import folded

S = IntakeLine.State
SHORTEST_NUMBER = 4
SHORTEST_COMPACT = 8


@dataclass(frozen=True)
class Name:
    """A file's name as it is compared: its words, and all of them run together."""

    words: str
    compact: str
    digits: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "Name":
        """Return the name without its ending."""
        stem = re.sub(r"\.[A-Za-z]{2,5}$", "", text)
        found = re.findall(r"[a-z0-9]+", folded(stem))
        return cls(f" {' '.join(found)} ", "".join(found), frozenset(re.findall(r"\d{6,14}", stem)))

    def says(self, text: str) -> bool:
        """Return whether the name has the words of a text, one after the other."""
        words = re.findall(r"[a-z0-9]+", folded(text))
        if not words:
            return False
        return f" {' '.join(words)} " in self.words or (
            len("".join(words)) >= SHORTEST_COMPACT and "".join(words) in self.compact
        )


@dataclass(frozen=True)
class Fit:
    """How well a file fits a line: what agrees, in words, and whether that is enough."""

    file: IntakeFile
    sure: bool
    why: str
    length: int


def match(lines: Iterable[IntakeLine], files: Iterable[IntakeFile]) -> list[IntakeLine]:
    """Settle each line's file, state and reason, and return those that changed; a person's word stands."""
    files = list(files)
    pile = [(each, Name.of(each.name)) for each in files if each.file_id and each.state != "left_out"]
    refused = {_plain(each.name): each.reason for each in files if not each.file_id}
    open_lines = [each for each in lines if _is_open(each)]
    before = [(each.state, each.file_id, each.reason) for each in open_lines]
    fits = {each.id: _fits(each, pile) for each in open_lines if not each.named_file}
    _keep_longest(fits)
    claimed = Counter(fit.file.id for found in fits.values() for fit in found if fit.sure)
    for line in open_lines:
        if line.named_file:
            _by_name(line, pile, refused)
        else:
            _by_fits(line, fits[line.id], claimed)
    return [
        line
        for line, was in zip(open_lines, before, strict=True)
        if was != (line.state, line.file_id, line.reason)
    ]


def _is_open(line: IntakeLine) -> bool:
    if line.state == S.TAKEN:
        return line.file_id is None
    return line.state in (S.MATCHED, S.DOUBTFUL, S.UNMATCHED) and not line.file_fixed


def _by_name(line: IntakeLine, pile: list[tuple[IntakeFile, Name]], refused: dict[str, str]) -> None:
    wanted = _plain(clean_name(line.named_file))
    found = [file for file, _ in pile if _plain(file.name) == wanted]
    if not found:
        stem = wanted.rpartition(".")[0] or wanted
        found = [file for file, _ in pile if _plain(file.name).rpartition(".")[0] == stem]
    if len(found) == 1:
        _settle(line, S.MATCHED, found[0], "Filens navn står i indekset.")
    elif found:
        _settle(line, S.DOUBTFUL, None, "Flere filer i bunken har det navn, der står i indekset.")
    elif wanted in refused:
        why = f"Filen »{line.named_file[:100]}« blev afvist: {refused[wanted]}"
        _settle(line, S.UNMATCHED, None, why)
    else:
        _settle(line, S.UNMATCHED, None, f"Filen »{line.named_file[:100]}« ligger ikke i bunken.")


def _plain(name: str) -> str:
    return folded(name).strip()


def _by_fits(line: IntakeLine, found: list[Fit], claimed: Counter[UUID]) -> None:
    sure = [fit for fit in found if fit.sure]
    if len(sure) == 1 and claimed[sure[0].file.id] == 1:
        _settle(line, S.MATCHED, sure[0].file, sure[0].why)
    elif len(sure) == 1:
        _settle(line, S.DOUBTFUL, sure[0].file, f"{sure[0].why} Men filen passer også på en anden linje.")
    elif sure:
        names = ", ".join(fit.file.name for fit in sure[:3])
        _settle(line, S.DOUBTFUL, None, f"Flere filer passer: {names}.")
    elif len(found) == 1:
        _settle(line, S.DOUBTFUL, found[0].file, f"{found[0].why} Se efter, om det er den rigtige.")
    elif found:
        names = ", ".join(fit.file.name for fit in found[:3])
        _settle(line, S.DOUBTFUL, None, f"Flere filer kan passe: {names}.")
    else:
        _settle(line, S.UNMATCHED, None, "Ingen fil i bunken har CVR-nummer, system eller nummer i navnet.")


def _settle(line: IntakeLine, state: IntakeLine.State, file: IntakeFile | None, why: str) -> None:
    if line.agreement_id and file is None:
        return  # taken in without a file, and still without: nothing new to tell
    if line.agreement_id and state == S.DOUBTFUL:
        return
    line.state, line.file, line.reason = state, file, why


def _fits(line: IntakeLine, pile: list[tuple[IntakeFile, Name]]) -> list[Fit]:
    return [fit for file, name in pile if (fit := _fit(line, file, name))]


def _fit(line: IntakeLine, file: IntakeFile, name: Name) -> Fit | None:
    digits = re.sub(r"\D", "", line.supplier_cvr)
    cvr = bool(digits) and digits in name.digits
    systems = [each for each in line.system_names if name.says(each)]
    number = next(
        (
            each
            for each in (line.number, line.journal_number)
            if len(each) >= SHORTEST_NUMBER and name.says(each)
        ),
        "",
    )
    supplier = bool(line.supplier_name) and name.says(_without_form(line.supplier_name))
    length = max((len(each) for each in systems), default=0)
    if number:
        return Fit(file, True, f"Nummeret {number} står i filens navn.", length)
    if cvr and systems:
        return Fit(file, True, "CVR-nummer og system står i filens navn.", length)
    if supplier and systems:
        return Fit(file, True, "Leverandør og system står i filens navn.", length)
    if systems:
        return Fit(file, False, "Kun systemets navn står i filens navn.", length)
    if cvr:
        return Fit(file, False, "Kun CVR-nummeret står i filens navn.", 0)
    return None


def _without_form(supplier: str) -> str:
    return re.sub(r"\b(a/s|aps|i/s|p/s|k/s|ab|as|gmbh|ltd)\b\.?", "", supplier, flags=re.IGNORECASE).strip()


def _keep_longest(fits: dict[UUID, list[Fit]]) -> None:
    """A file called "Nordlys Journal Plus" is about that system, not also about "Nordlys Journal"."""
    longest: dict[UUID, int] = {}
    for found in fits.values():
        for fit in found:
            longest[fit.file.id] = max(longest.get(fit.file.id, 0), fit.length)
    for key, found in fits.items():
        fits[key] = [fit for fit in found if fit.length in (0, longest[fit.file.id])]
