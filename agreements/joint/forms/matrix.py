"""The forms of the matrix: which cut of it is shown, and the words of a reminder."""

from typing import Any

from django import forms

from agreements.joint.forms.secretariat import long
from agreements.joint.matrix.cells import FAILED, MAKING, WAITING, Blocker, words_of
from agreements.joint.matrix.choice import ANY, BY_AGE, BY_MISSING, BY_NAME, ONLY_MISSING, Choice
from agreements.joint.matrix.reminding import PAUSE_DAYS
from agreements.joint.models import CommonText
from agreements.municipal.states import AgreementState
from documents.models import WordTemplate

STATES = [*AgreementState.values, WAITING, MAKING, FAILED]


def _template_words(template: WordTemplate) -> str:
    return f"{template.name}, version {template.version}"


class CutForm(forms.Form):
    """Which cut of the matrix is shown; a value that cannot be used counts as none."""

    q = forms.CharField(label="Kommune", required=False, max_length=100)
    tekst = forms.CharField(label="Leverandør eller aftale", required=False, max_length=200)
    status = forms.ChoiceField(label="Status", required=False)
    hindring = forms.ChoiceField(label="Hindring", required=False)
    skabelon = forms.ModelChoiceField(
        label="Skabelonversion", required=False, queryset=WordTemplate.objects.none(), empty_label="Alle"
    )
    dage = forms.IntegerField(
        label="Ældre end (dage)",
        required=False,
        min_value=0,
        max_value=10_000,
        widget=forms.NumberInput(attrs={"min": 0}),
    )
    orden = forms.ChoiceField(
        label="Rækkefølge",
        required=False,
        choices=[
            (BY_MISSING, "Flest mangler først"),
            (BY_AGE, "Ventet længst først"),
            (BY_NAME, "Navn og nyeste nummer"),
        ],
    )
    visning = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the states, the blockers and the templates that texts stand on."""
        super().__init__(*args, **kwargs)
        states = [(state, words_of(state)[0].capitalize()) for state in STATES]
        blockers = [(code, str(label).capitalize()) for code, label in Blocker.choices]
        fields: Any = self.fields
        fields["status"].choices = [("", "Alle"), (ONLY_MISSING, "Mangler (ikke afgjort)"), *states]
        fields["hindring"].choices = [("", "Alle"), (ANY, "Alle med en hindring"), *blockers]
        used = CommonText.objects.order_by().values("template_id")
        fields["skabelon"].queryset = WordTemplate.objects.filter(pk__in=used).order_by(
            "name", "-valid_from", "-version"
        )
        fields["skabelon"].label_from_instance = _template_words

    @property
    def choice(self) -> Choice:
        """Return the cut that is asked for."""
        self.is_valid()
        given = self.cleaned_data
        template = given.get("skabelon")
        return Choice(
            member=given.get("q", ""),
            about=given.get("tekst", ""),
            state=given.get("status", ""),
            blocker=given.get("hindring", ""),
            template_id=template.id if template else None,
            older_than=given.get("dage") or 0,
            order=given.get("orden", ""),
        )

    @property
    def is_dense(self) -> bool:
        """Return whether the close view is asked for."""
        return self["visning"].value() == "taet"


class RemindForm(forms.Form):
    """What is said to the municipalities, and why they are reminded."""

    message = long("Besked til kommunerne", required=False, rows=3, hint="Står øverst i mailen.")
    reason = forms.CharField(
        label="Hvorfor skrives der?",
        max_length=500,
        help_text="Gemmes i loggen sammen med, hvem der har skrevet.",
        widget=forms.TextInput,
    )
    pause = forms.IntegerField(
        label="Spring kommuner over, der har fået en påmindelse inden for (dage)",
        min_value=0,
        max_value=365,
        initial=PAUSE_DAYS,
        help_text="Skriv 0 for at skrive til alle.",
        widget=forms.NumberInput(attrs={"class": "input-char-4", "min": 0}),
    )

    @property
    def pause_days(self) -> int:
        """Return the days that are asked for, as far as they can be used."""
        if self.is_bound and self.is_valid():
            return int(self.cleaned_data["pause"])
        return PAUSE_DAYS
