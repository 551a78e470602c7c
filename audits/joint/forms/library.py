"""The form of one question in the library."""

from typing import Any

from django import forms

from audits.joint.actions.library import Wording, possible_answers
from audits.joint.models import Answer, Question, QuestionSet
from audits.joint.questions.words import Kind, Nis2, Section, Weight
from audits.joint.states import CONCEPTS

TWO_LINES = forms.Textarea(attrs={"rows": 2})
LINES = "Én på hver linje."
FOUR = {str(code): str(label) for code, label in Answer.Choice.choices}


class LinesField(forms.CharField):
    """Several short texts, one on each line."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines that say something; raises ValidationError for a line over 200 characters."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if any(len(line) > 200 for line in lines) or len(lines) > 50:
            raise forms.ValidationError("Skriv højst 50 linjer på hver højst 200 tegn.")
        return lines


class QuestionForm(forms.Form):
    """One question of the library: words in two languages, what is answered, and when it is asked."""

    section = forms.ChoiceField(label="Afsnit", choices=Section.choices)
    objective = forms.ChoiceField(
        label="Kontrolmål",
        required=False,
        choices=[("", "Hører ikke under et kontrolmål"), *Question.Objective.choices],
    )
    text = forms.CharField(label="Spørgsmål", max_length=1000, widget=TWO_LINES)
    help_text = forms.CharField(label="Vejledning", required=False, max_length=1000, widget=TWO_LINES)
    text_en = forms.CharField(label="Spørgsmål på engelsk", required=False, max_length=1000, widget=TWO_LINES)
    help_text_en = forms.CharField(
        label="Vejledning på engelsk", required=False, max_length=1000, widget=TWO_LINES
    )
    kind = forms.ChoiceField(label="Svartype", choices=Kind.choices, initial=Kind.ASSESSMENT)
    options = LinesField(
        label="Svar, der kan vælges, eller tabellens kolonner", required=False, help_text=LINES
    )
    options_en = LinesField(
        label="De samme på engelsk", required=False, help_text="Én på hver linje i samme orden."
    )
    optional = forms.BooleanField(label="Spørgsmålet må stå ubesvaret", required=False)
    anew = forms.BooleanField(
        label="Besvares på ny hver gang",
        required=False,
        help_text="Til spørgsmål om selve perioden: sidste års svar vises ikke.",
    )
    concepts = forms.TypedMultipleChoiceField(
        label="Stilles ved tilsynskoncept",
        coerce=int,
        choices=[each for each in CONCEPTS if each[0] > 1],
        widget=forms.CheckboxSelectMultiple,
        initial=[2, 3, 4, 5, 6],
    )
    weight = forms.TypedChoiceField(label="Vægt", coerce=int, choices=Weight.choices, initial=1)
    nis2 = forms.ChoiceField(
        label="NIS 2-krav", required=False, choices=[("", "Ikke et NIS 2-krav"), *Nis2.choices]
    )
    asked_if = forms.ChoiceField(label="Stilles kun efter et bestemt svar", required=False)

    def __init__(
        self,
        *args: Any,
        question_set: QuestionSet | None,
        question: Question | None = None,
        **kwargs: Any,
    ) -> None:
        """Offer the draft's other questions as what this one depends on."""
        super().__init__(*args, **kwargs)
        found = question_set.questions.all() if question_set else []
        others = [each for each in found if question is None or each.pk != question.pk]
        self.conditions = {
            f"{each.pk}:{place}": (each, answer)
            for each in others
            for place, answer in enumerate(_triggers(each))
        }
        offered = [
            (key, f"{each.number}. {_short(each.text)}: {_said(answer)}")
            for key, (each, answer) in self.conditions.items()
        ]
        field: Any = self.fields["asked_if"]
        field.choices = [("", "Stilles altid"), *offered]

    @classmethod
    def initial_of(cls, question: Question) -> dict[str, Any]:
        """Return a question's words as the form shows them."""
        found = {name: getattr(question, name) for name in cls.base_fields if name != "asked_if"}
        parent = question.asked_if
        if parent is not None:
            triggers = _triggers(parent)
            wanted = list(question.asked_if_answers)
            found["asked_if"] = f"{parent.pk}:{triggers.index(wanted)}" if wanted in triggers else ""
        return found

    def wording(self) -> Wording:
        """Return what the form says."""
        given = dict(self.cleaned_data)
        parent, answers = self.conditions.get(given.pop("asked_if"), (None, []))
        return Wording(**given, asked_if=parent, asked_if_answers=answers)


def _triggers(question: Question) -> list[list[str]]:
    """Return the groups of answers that another question can depend on."""
    if question.kind == Kind.ASSESSMENT:
        return [["yes", "partly"], ["yes"], ["no", "partly"], ["no"]]
    possible = possible_answers(question)
    return [*([each] for each in possible), *([each for each in possible if each != one] for one in possible)]


def _said(answers: list[str]) -> str:
    return " eller ".join(f"»{FOUR.get(each, each)}«" for each in answers)


def _short(text: str) -> str:
    return text if len(text) < 70 else f"{text[:67].rstrip()}…"
