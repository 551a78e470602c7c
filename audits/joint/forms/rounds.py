"""The forms of a round."""

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.pagekit.forms import DanishDateField


class RoundForm(forms.Form):
    """What the letters of a round share."""

    name = forms.CharField(label="Rundens navn", max_length=120, required=False)
    deadline = DanishDateField(label="Svarfrist")
    intro = forms.CharField(
        label="Hilsen i mailen",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kommer med i alle mails, ikke i brevene.",
    )


class ContactRoundForm(forms.Form):
    """What the questions of a contact round share."""

    name = forms.CharField(label="Rundens navn", max_length=120, required=False)
    answer_by = DanishDateField(label="Svar ønskes senest")


class ContactAnswerForm(forms.Form):
    """The contact's answer: still the one, or somebody else, who is then named."""

    answer = forms.ChoiceField(
        label=_("Er du stadig kontaktperson?"),
        choices=[("same", _("Ja, det er mig")), ("other", _("Nej, det er nu en anden"))],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=_("Den nye kontaktpersons navn"), max_length=150, required=False)
    email = forms.EmailField(label=_("Den nyes e-mail"), max_length=254, required=False)
    phone = forms.CharField(label=_("Den nyes telefon"), max_length=30, required=False)

    def clean(self) -> dict[str, str] | None:
        """Who says no names somebody."""
        given = self.cleaned_data
        if given.get("answer") == "other":
            for field, words in (("name", _("Skriv navnet.")), ("email", _("Skriv e-mailadressen."))):
                if field in given and not given[field]:
                    self.add_error(field, words)
        return given
