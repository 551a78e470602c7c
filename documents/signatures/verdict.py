"""What the facts of a signed file mean, in words: refused, to be accepted by a person, or good to know."""

from dataclasses import dataclass, field
from datetime import datetime

from documents.signatures.facts import Facts, SignatureFacts
from secretariat.pagekit.tags.words import da_date, da_moment, da_number

PROBLEMS = {
    "locked": "Filen er beskyttet med en adgangskode og kan ikke kontrolleres. Gem den uden adgangskode.",
    "unreadable": "Filen kan ikke læses som PDF. Hent den igen fra det sted, hvor der blev skrevet under.",
    "stopped": "Kontrollen af filen blev stoppet, fordi den tog for lang tid eller for meget plads. "
    "Hent filen igen fra det sted, hvor der blev skrevet under, og prøv med den.",
}
TRUST = {
    "trusted": "Certifikatet er slået op hos en betroet udsteder.",
    "not_checked": "Underskriverens certifikat er ikke slået op hos en betroet udsteder.",
    "untrusted": "Certifikatet er ikke udstedt af en af de udstedere, som installationen har tillid til.",
    "self_signed": "Certifikatet er udstedt af underskriveren selv. Ingen anden har kontrolleret, hvem det "
    "er.",
    "expired": "Certifikatet gjaldt ikke, da der blev skrevet under, eller det er udløbet siden, uden at et "
    "tidsstempel viser, at underskriften er ældre.",
    "revoked": "Certifikatet er spærret af udstederen.",
}
DOUBTFUL = ("expired", "revoked")
# Nobody whom the installation trusts has said who the signer is: anybody can make such a certificate.
UNCONFIRMED = ("not_checked", "untrusted", "self_signed")
ONLY_WHOLE = "integriteten er i orden, men underskriverens identitet er ikke bekræftet"
NOT_LOOKED_UP = "Det er ikke slået op, om certifikatet er blevet spærret; kontrollen bruger ikke netværket."
ANOTHER_TEXT = "Filens tekst er ikke den aftale, der blev sendt. Læg den rigtige fil op."


@dataclass(frozen=True)
class Verdict:
    """What was found: obstacles refuse the file; doubts of the text or of a signer need a person's reason.

    `about_identity` are signers of whom no trusted issuer has said who they are.
    """

    is_signed: bool
    has_text: bool
    obstacles: list[str] = field(default_factory=list)
    about_text: list[str] = field(default_factory=list)
    about_signers: list[str] = field(default_factory=list)
    about_identity: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_scanned(self) -> bool:
        """True where a person must vouch for the copy: nobody signed it digitally, or it has no text."""
        return not (self.is_signed and self.has_text)

    @property
    def doubts(self) -> list[str]:
        """Return all that somebody must accept with a reason."""
        return [*self.about_text, *self.about_signers, *self.about_identity]

    @property
    def lacks_identity_only(self) -> bool:
        """True where all is well but that nobody has confirmed who signed."""
        return bool(self.about_identity) and not (self.obstacles or self.about_text or self.about_signers)

    @property
    def tone(self) -> str:
        """Return how serious it is, as the page kit calls it."""
        if self.obstacles:
            return "error"
        return "warning" if self.doubts or self.is_scanned else "success"

    @property
    def label(self) -> str:
        """Return the result in few words."""
        if self.obstacles:
            return "afvist"
        if self.is_scanned:
            return "skannet kopi"
        if self.lacks_identity_only:
            return ONLY_WHOLE
        return "underskrevet med bemærkninger" if self.doubts else "underskrift og tekst er i orden"


def verdict_of(facts: Facts) -> Verdict:
    """Return what the facts mean."""
    people = facts.by_people
    return Verdict(
        is_signed=bool(people),
        has_text=facts.text.outcome != "none",
        obstacles=_obstacles(facts),
        about_text=_about_text(facts),
        about_signers=[
            f"{each.name or 'Ukendt underskriver'}: {TRUST[each.trust]}"
            for each in people
            if each.readable and each.trust in DOUBTFUL
        ],
        about_identity=[_unconfirmed(each) for each in people if each.readable and each.trust in UNCONFIRMED],
        notes=_notes(facts),
    )


def _unconfirmed(each: SignatureFacts) -> str:
    whole = each.intact and each.covers_all and each.changed_after != "changed"
    said = ONLY_WHOLE if whole else "underskriverens identitet er ikke bekræftet"
    return f"{each.name or 'Ukendt underskriver'}: {said[0].upper()}{said[1:]}. {TRUST[each.trust]}"


def _obstacles(facts: Facts) -> list[str]:
    found = [PROBLEMS[facts.problem]] if facts.problem else []
    for each in facts.signatures:
        who = "Et tidsstempel" if each.is_timestamp else f"Underskriften fra {each.name or 'en ukendt'}"
        if not each.readable:
            found.append("En underskrift i filen kan ikke læses og viser derfor ingenting.")
        elif not each.intact:
            found.append(
                f"{who} passer ikke til filen: Indholdet er ændret, efter at der blev skrevet under."
            )
        elif each.changed_after == "changed":
            found.append(f"{who} er ægte, men der er tilføjet eller ændret indhold i filen bagefter.")
        elif not each.covers_all:
            found.append(f"{who} dækker ikke hele dokumentet.")
    if facts.text.outcome == "another":
        found.append(ANOTHER_TEXT)
    return found


def _about_text(facts: Facts) -> list[str]:
    text = facts.text
    if text.outcome == "none":
        return []
    found = []
    if text.outcome == "differs":
        how_many = "ét sted" if text.count == 1 else f"{text.count} steder"
        found.append(f"Teksten er anderledes end den, der blev sendt, {how_many}.")
    found += [
        f"Side {each.page} ligner ikke en forside eller en side med underskrifter og var ikke med i det, "
        "der blev sendt."
        for each in text.extra_pages
        if not each.harmless
    ]
    if text.hidden:
        found.append("Der er tekst i filen, som ikke kan ses på siden.")
    if text.picture_pages:
        found.append(
            f"{_pages(text.picture_pages)} har indhold uden tekst, fx et billede, og kan ikke sammenlignes."
        )
    if text.drawn_over:
        found.append(
            f"{_pages(text.drawn_over)} ser anderledes ud end den side, der blev sendt: Noget er tegnet, "
            "lagt oven på eller taget væk."
        )
    return found


def _pages(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Side {numbers[0]}"
    return f"Side {', '.join(map(str, numbers[:-1]))} og {numbers[-1]}"


def _notes(facts: Facts) -> list[str]:
    found = []
    if facts.text.outcome == "same":
        found.append(f"Teksten er den, der blev sendt: {da_number(facts.text.words)} ord er sammenlignet.")
    if any(each.trust == "trusted" for each in facts.by_people):
        found.append(NOT_LOOKED_UP)
    if facts.text.laid_out_anew:
        found.append("Siderne er sat op på ny, så de er sammenlignet på teksten og ikke på udseendet.")
    if facts.text.stamps:
        found.append("Der står på hver side: " + "; ".join(facts.text.stamps))
    found += [
        f"Side {each.page} er tilføjet: {each.text}" for each in facts.text.extra_pages if each.harmless
    ]
    return found


def signature_rows(each: SignatureFacts) -> list[tuple[str, str]]:
    """Return one signature as (label, words), for a page and for the report."""
    who = ", ".join(filter(None, (each.name, each.organisation)))
    moment = datetime.fromisoformat(each.signed_at) if each.signed_at else None
    source = {
        "timestamp": "fra et tidsstempel",
        "unproved_timestamp": "fra et tidsstempel, hvis udsteder ikke er slået op",
        "signer": "oplyst af underskriverens egen computer",
    }
    kind = "PAdES" if each.pades else "ældre form for PDF-underskrift"
    rows = {
        _about_whom(each): who if each.readable else "kan ikke læses",
        "CVR-nummer": each.cvr,
        "Nummer i certifikatet": each.identifier if not each.cvr else "",
        "Tidspunkt": f"{da_moment(moment)}, {source[each.time_from]}" if moment else "",
        "Underskriftens form": "" if each.is_timestamp or not each.readable else kind,
        "Filen siden da": _since(each),
        "Certifikat": _certificate(each),
    }
    return [(label, words) for label, words in rows.items() if words]


def _about_whom(each: SignatureFacts) -> str:
    if each.is_timestamp:
        return "Tidsstempel fra"
    return "Underskriver ifølge certifikatet" if each.trust in UNCONFIRMED else "Underskriver"


def _since(each: SignatureFacts) -> str:
    if not each.readable:
        return ""
    if not each.intact or each.changed_after == "changed":
        return "ændret efter underskriften"
    if not each.covers_all:
        return "underskriften dækker ikke hele dokumentet"
    return "uændret; kun flere underskrifter eller beviser er tilføjet" if each.changed_after else "uændret"


def _certificate(each: SignatureFacts) -> str:
    if not each.valid_until:
        return ""
    start, end = (da_date(datetime.fromisoformat(day)) for day in (each.valid_from, each.valid_until))
    return f"Udstedt af {each.issuer or 'ukendt'}, gælder {start} – {end}. {TRUST[each.trust]}"
