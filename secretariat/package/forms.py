"""What a person chooses and writes: the scope and period of a package, and the four answers."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils import timezone

from secretariat.package.answers import QUESTIONS
from secretariat.package.scope import Scope, last_year
from secretariat.pagekit.forms import DanishDateField

LONGEST_ANSWER = 200_000
FIRST_YEAR = 2000
LONGEST_KEY = 500


class PeriodForm(forms.Form):
    """From when to when; what is not filled in is the last twelve months."""

    fra = DanishDateField(label="Fra", required=False)
    til = DanishDateField(label="Til", required=False)

    @classmethod
    def of(cls, data: QueryDict) -> "PeriodForm":
        """Return the form with the days of an address; what it does not name is filled in."""
        usual = dict(zip(("fra", "til"), last_year(timezone.localdate()), strict=True))
        if data.get("fra") or data.get("til"):
            usual = {}
        return cls({name: data.get(name) or usual.get(name) for name in ("fra", "til")})

    def clean(self) -> dict[str, Any]:
        """Put in the days that were left empty, and refuse a period that ends before it begins."""
        found = super().clean() or {}
        since, until = last_year(timezone.localdate())
        if not self.errors:
            found["til"] = found.get("til") or until
            found["fra"] = found.get("fra") or min(since, found["til"])
            if found["til"] < found["fra"]:
                self.add_error("til", "Perioden skal slutte samme dag, som den begynder, eller senere.")
            elif found["fra"].year < FIRST_YEAR:
                self.add_error("fra", f"Skriv en dag fra {FIRST_YEAR} eller senere.")
            elif found["til"].year > (last := timezone.localdate().year + 1):
                self.add_error("til", f"Skriv en dag, der ligger senest i {last}.")
        return found

    @property
    def period(self) -> tuple[date, date]:
        """Return the chosen days, or the last twelve months where they cannot be taken."""
        if self.is_valid():
            return self.cleaned_data["fra"], self.cleaned_data["til"]
        return last_year(timezone.localdate())


class AnswersForm(forms.Form):
    """The four answers, each as text to edit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a field of each question."""
        super().__init__(*args, **kwargs)
        for question in QUESTIONS:
            self.fields[question.key] = forms.CharField(
                label=question.title,
                help_text=question.help,
                error_messages={"required": "Skriv et svar, eller at I ikke kan svare."},
                validators=[MaxLengthValidator(LONGEST_ANSWER)],  # far beyond what anybody writes
                widget=forms.Textarea(attrs={"rows": 10, "class": "long-answer"}),
            )

    @property
    def answers(self) -> dict[str, str]:
        """Return the answers with plain line ends."""
        return {each.key: self.cleaned_data[each.key].replace("\r\n", "\n") for each in QUESTIONS}


def scope_of(data: QueryDict, period: tuple[date, date]) -> Scope:
    """Return what the address names: `p` a processor, `s` a system; nothing is all."""
    if data.get("omfang") == "alle":
        return Scope(*period)
    named = (frozenset(key for key in data.getlist(name) if 0 < len(key) <= LONGEST_KEY) for name in "ps")
    return Scope(*period, *named)
