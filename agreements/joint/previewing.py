"""What a sending will be, before anything is stored: one municipality's document and mail."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from agreements.joint.addresses import municipality_addresses
from agreements.joint.context import common_context
from agreements.joint.delivering import mail_context, municipality_page
from agreements.joint.facts import filled, in_words
from agreements.joint.gathering import agreed_round, facts_for
from agreements.joint.models import CommonText
from agreements.joint.rendering import clauses_of, template_of
from agreements.joint.versions.documents import as_supplements, follows_of
from documents import pdf
from tenants.models import Municipality
from workflows.mailtexts import wording_of


@dataclass(frozen=True)
class Preview:
    """One municipality's agreement as it would be sent now."""

    text: CommonText
    municipality: Municipality
    answer_by: date | None = None

    @property
    def number(self) -> str:
        """Return the number the agreement would have."""
        return f"{self.text.number}-{self.municipality.kommunekode}"

    @cached_property
    def values(self) -> dict[str, Any]:
        """Return the wording that was agreed on."""
        found: dict[str, Any] = agreed_round(self.text).values
        return found

    @cached_property
    def facts(self) -> dict[str, Any]:
        """Return the municipality's own facts."""
        return facts_for(self.text, self.values, [self.municipality.id])[self.municipality.id]

    @cached_property
    def word(self) -> bytes:
        """Return the document."""
        common = common_context(self.text, self.values)
        word = template_of(self.text).render(filled(common, self.municipality, self.number, self.facts))
        follows = follows_of(self.text, [self.municipality])
        return as_supplements(self.text, [(self.municipality, self.number)], [word], follows)[0]

    def as_pdf(self) -> bytes:
        """Return the document as PDF; raises documents.pdf.PdfError where LibreOffice fails."""
        return pdf.convert([self.word])[0]

    @property
    def clauses(self) -> list[dict[str, Any]]:
        """Return the document clause by clause, as a page shows it."""
        return clauses_of(self.word)

    @property
    def own(self) -> list[tuple[str, str]]:
        """Return the municipality's facts in words."""
        return in_words(self.facts)

    @property
    def addresses(self) -> list[str]:
        """Return where the mail goes."""
        return municipality_addresses([self.municipality.id])[self.municipality.id]

    @property
    def mail(self) -> tuple[str, str]:
        """Return subject and body of the mail."""
        context = {
            **mail_context(self.text, self.answer_by),
            "name": self.municipality.name,
            "url": municipality_page(self.municipality.id, "agreements:list"),
        }
        words = wording_of("agreements/agreement_delivered").render(context).strip()
        subject, _, body = words.partition("\n")
        return " ".join(subject.split()), body.strip()


def place_of(ids: list[UUID], wanted: str) -> int:
    """Return which of the chosen is shown: the one whose id is wanted, else the first."""
    return next((place for place, each in enumerate(ids) if str(each) == wanted), 0)
