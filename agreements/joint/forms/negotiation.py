"""The secretariat's forms of a negotiation: answers, the basis, comparing, reading, resting."""

import re
from typing import Any

from django import forms

from agreements.joint.forms.secretariat import ReasonForm, long
from agreements.joint.models import Position, Wish, WishAnswer
from secretariat.pagekit.forms import DanishDateField

DEPARTURE, TEXT = "departure", "text"
WRITTEN_IN = [
    (DEPARTURE, "Som fravigelse i bilag D"),
    (TEXT, "Ved at rette teksten i bilagene"),
]
LONGEST_DEPARTURE = 2000
_NUMBER = re.compile(r"^[\dA-Da-z.]{1,6}\)?\t")  # the line of appendix D names the clause itself
MISSING = {"clause": "Skriv punktets nummer.", "agreed": "Skriv, hvad der er aftalt."}
NO_WORDS = "Skriv en begrundelse eller et modforslag, eller vælg et standardsvar."


class WishAnswerForm(forms.Form):
    """The answer to one wish: which of the three, in which words, and where a granted wish is written in."""

    outcome = forms.ChoiceField(
        label="Svar", choices=WishAnswer.Outcome.choices, error_messages={"required": "Vælg et svar."}
    )
    standard = forms.ChoiceField(
        label="Standardsvar", required=False, help_text="Bruges, når feltet nedenfor er tomt."
    )
    text = long("Begrundelse eller modforslag", required=False, rows=3)
    written_in = forms.ChoiceField(
        label="Hvordan skrives det ind?", choices=WRITTEN_IN, widget=forms.RadioSelect, required=False
    )
    clause = forms.CharField(
        label="Punkt",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-char-8"}),
    )
    agreed = forms.CharField(
        label="Aftalt i stedet",
        max_length=LONGEST_DEPARTURE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, wish: Wish, position: Position | None = None, **kwargs: Any) -> None:
        """Offer the standard answers of the clause, and propose the supplier's words for appendix D."""
        kwargs.setdefault("initial", proposed(wish))
        kwargs.setdefault("auto_id", f"id_{wish.id}_%s")
        super().__init__(*args, **kwargs)
        answers = position.answers if position else []
        self.standard_texts = {str(number): each["text"] for number, each in enumerate(answers)}
        choices = [(str(number), each["title"]) for number, each in enumerate(answers)]
        self.fields["standard"].choices = [("", "Intet"), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Take the standard answer where nothing is typed; a no needs words, a departure clause and words."""
        given = self.cleaned_data
        given["text"] = given.get("text") or self.standard_texts.get(given.get("standard", ""), "")
        if given.get("outcome") in ("refused", "counter") and not given["text"]:
            self.add_error("text", NO_WORDS)
        if given.get("outcome") == "granted" and given.get("written_in") == DEPARTURE:
            for name, words in MISSING.items():
                if not given.get(name):
                    self.add_error(name, words)
        return given

    def answer(self) -> dict[str, str]:
        """Return what the action takes."""
        given = self.cleaned_data
        agreed = given["agreed"] if given.get("written_in") == DEPARTURE else ""
        return {
            "outcome": given["outcome"],
            "text": given["text"],
            "agreed": agreed,
            "clause": given.get("clause", ""),
        }


def proposed(wish: Wish) -> dict[str, str]:
    """Return the answer as it stands, or what is proposed where there is none."""
    answer = getattr(wish, "answer", None)
    departure = getattr(wish, "departure", None)
    clause = (wish.place or wish.clause).split(" ")[0]
    in_body = clause[:1].isdigit()
    return {
        "text": answer.text if answer else "",
        "written_in": DEPARTURE if departure or (in_body and wish.proposal and not answer) else TEXT,
        "clause": departure.clause if departure else clause,
        "agreed": departure.agreed if departure else _NUMBER.sub("", wish.proposal)[:LONGEST_DEPARTURE],
    }


class HoldForm(ReasonForm):
    """Why a negotiation rests, and until when."""

    until = DanishDateField(
        label="Tages op igen den",
        required=False,
        help_text="Så kommer den frem på Min dag den dag.",
    )


class SecondReadForm(forms.Form):
    """The second reader's remark."""

    remark = long("Bemærkning", required=False, hint="Skal skrives, når teksten sendes tilbage.")


class ReplyFileForm(forms.Form):
    """The supplier's Word file that came by mail."""

    file = forms.FileField(label="Leverandørens Word-fil", help_text="Højst 25 MB.")


class PositionForm(forms.Form):
    """One clause of the basis for negotiations."""

    heading = forms.CharField(label="Overskrift", max_length=200)
    our_text = long("Vores tekst, og hvorfor den er sådan", required=False)
    acceptable = long("Kan accepteres", required=False)
    never = long("Aldrig", required=False)
    why = forms.CharField(label="Hvorfor ændres grundlaget?", max_length=500)


class StandardAnswerForm(forms.Form):
    """One standard answer."""

    title = forms.CharField(label="Standardsvarets navn", max_length=80)
    text = long("Svaret", rows=3)


class NewPositionForm(forms.Form):
    """Which clause a new position is about."""

    clause = forms.RegexField(
        r"^(\d{1,2}|[A-D])(\.\d{1,2})?$",
        label="Punkt",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "input-char-8"}),
        help_text="Fx 7.3 eller C.4.",
        error_messages={"invalid": "Skriv et punkt som 7, 7.3 eller C.4."},
    )


class PrecedentForm(forms.Form):
    """What is looked for among earlier outcomes."""

    punkt = forms.CharField(label="Punkt", required=False, max_length=20)
    q = forms.CharField(label="Ord", required=False, max_length=200)
    svar = forms.ChoiceField(
        label="Svar", required=False, choices=[("", "Alle"), *WishAnswer.Outcome.choices]
    )


class DepartureFilterForm(forms.Form):
    """What is looked for among departures."""

    q = forms.CharField(label="Punkt, leverandør, system eller ord", required=False, max_length=200)
