"""What a municipality fills in about its own supervision."""

from datetime import date
from typing import Any, cast

from django import forms

from audits.municipal.actions import Decision
from audits.municipal.forms import CONCLUSION_LENGTH, RATINGS, DecisionForm, LongText
from audits.municipal.forms import TaskForm as ReportTaskForm
from audits.municipal.own.actions import LEAST_CONCEPT, Outcome, Task
from audits.municipal.states import CONCEPTS
from register.forms.lists import ListForm
from secretariat.pagekit.forms import DanishDateField

MOST_TASKS = 20


class PlanForm(forms.Form):
    """Which concept, when, and who is responsible."""

    concept = forms.TypedChoiceField(
        label="Tilsynskoncept",
        coerce=int,
        choices=[each for each in CONCEPTS if each[0] >= LEAST_CONCEPT],
        help_text="Datatilsynets seks koncepter. Koncept 1 er intet tilsyn og planlægges ikke.",
    )
    planned_on = DanishDateField(label="Planlagt til", help_text="Fx 12.3.2027.")
    responsible = forms.CharField(label="Ansvarlig", required=False, max_length=150)
    use_required_attribute = False


class NoteForm(forms.Form):
    """What has been looked at."""

    looked_at = LongText(
        label="Hvad har I set på?",
        max_length=8000,
        rows=8,
        help_text="Fx erklæringens periode og omfang, aftalens krav, underdatabehandlere, hændelser og "
        "svar fra leverandøren.",
    )
    use_required_attribute = False


class FileForm(forms.Form):
    """A file that the supervision rests on."""

    title = forms.CharField(label="Titel", required=False, max_length=200)
    file = forms.FileField(label="Fil", help_text="PDF, Word, Excel eller billede. Højst 200 MB.")
    use_required_attribute = False


class OutcomeForm(DecisionForm):
    """How the supervision ends: the fields of a decision, and what follows, a task a line."""

    tasks = LongText(
        label="Opfølgning",
        required=False,
        max_length=8000,
        rows=3,
        help_text="Én opgave på hver linje. I kan give dem en ansvarlig og en frist bagefter.",
    )
    field_order = ["state", "rating", "conclusion", "remark", "tasks"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Nothing is filled in: here no report says anything before the municipality does."""
        super().__init__(*args, systems=[], **kwargs)
        self._choose("rating", RATINGS, "")
        self.fields["rating"].required = self.fields["conclusion"].required = True
        self.fields["state"].initial = ""
        self.fields["conclusion"].help_text = "Hvad tilsynet viste."
        self.fields["remark"].help_text = "Skal udfyldes, når tilsynet godkendes med bemærkninger."
        self.fields["next_audit_on"].help_text = "Lad feltet stå tomt, hvis I følger planen. Fx 12.3.2028."
        cast(forms.CharField, self.fields["conclusion"]).max_length = CONCLUSION_LENGTH

    def clean_tasks(self) -> list[Task]:
        """Each line is a task."""
        lines = [line.strip() for line in self.cleaned_data["tasks"].splitlines() if line.strip()]
        if len(lines) > MOST_TASKS:
            raise forms.ValidationError(f"Skriv højst {MOST_TASKS} opgaver ad gangen.")
        return [Task(line[:500]) for line in lines]

    def outcome(self) -> Outcome:
        """Return what is concluded, and what follows."""
        given = dict(self.cleaned_data)
        tasks = given.pop("tasks")
        return Outcome(Decision(**given), tasks)


class CancelForm(forms.Form):
    """Why a supervision is not carried through."""

    reason = LongText(
        label="Hvorfor aflyses tilsynet?",
        max_length=2000,
        rows=3,
        help_text="Fx at systemet ikke længere bruges, eller at det nu er med i et fælles tilsyn.",
    )
    use_required_attribute = False


class TaskForm(ReportTaskForm):
    """Something that follows from the supervision."""

    def task(self) -> Task:
        """Return the task."""
        given: dict[str, Any] = self.cleaned_data
        due: date | None = given["due"]
        return Task(given["text"], given["responsible"], due, given["responsible_email"])


class OwnListForm(ListForm):
    """Which of the own supervisions are shown."""

    vis = forms.ChoiceField(
        label="Vis",
        required=False,
        choices=[
            ("", "Alle"),
            ("aabne", "Planlagte og i gang"),
            ("over", "Over tiden"),
            ("afsluttede", "Afsluttede"),
            ("aflyste", "Aflyste"),
        ],
    )
    field_order = ["q", "vis", "orden"]
