"""The municipality's steps: which form each has, and which action takes it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from accounts.models import Colleague
from agreements.municipal import actions
from agreements.municipal.forms import (
    AskForm,
    DeclineForm,
    EffectForm,
    OwnForm,
    ReconsiderForm,
    SignatoryForm,
    WantForm,
)
from agreements.municipal.forms_signing import UploadForm
from agreements.municipal.models import Agreement, SignatureCheck
from workflows.actors import Actor


@dataclass(frozen=True)
class StepPage:
    """A step with its page."""

    form: type[forms.Form]
    take: Callable[..., Any]
    button: str
    done: str
    with_file: bool = False
    danger: bool = False


def _want(agreement: Agreement, form: WantForm, url: str, by: Actor) -> None:
    actions.want(agreement=agreement, signatory=form.chosen(), url=url, by=by)


def _send_to_signing(agreement: Agreement, form: SignatoryForm, url: str, by: Actor) -> None:
    if signatory := form.chosen():
        actions.send_to_signing(agreement=agreement, signatory=signatory, url=url, by=by)


def _plainly(action: Callable[..., Any]) -> Callable[..., None]:
    """Give the form's fields to the action under their own names."""

    def take(agreement: Agreement, form: forms.Form, url: str, by: Actor) -> None:
        action(agreement=agreement, by=by, **form.cleaned_data)

    return take


def _upload(agreement: Agreement, form: UploadForm, url: str, by: Actor) -> SignatureCheck:
    return actions.check_copy(agreement=agreement, received=form.cleaned_data["file"], by=by)


_CHECKED = "Kopien er kontrolleret. Se resultatet, og bekræft."
STEP_PAGES = {
    "want": StepPage(WantForm, _want, "Vi ønsker aftalen", "Sekretariatet har fået jeres svar."),
    "send_to_signing": StepPage(
        SignatoryForm, _send_to_signing, "Send til underskrift", "Underskriveren har fået en mail."
    ),
    "decline": StepPage(
        DeclineForm,
        _plainly(actions.decline),
        "Fravælg aftalen",
        "Sekretariatet har fået jeres svar.",
        danger=True,
    ),
    "cover_by_own": StepPage(
        OwnForm,
        _plainly(actions.cover_by_own),
        "Gem",
        "Det er noteret, at jeres egen aftale dækker systemerne.",
    ),
    "ask": StepPage(
        AskForm, _plainly(actions.ask), "Send spørgsmålet", "Spørgsmålet er sendt til sekretariatet."
    ),
    "reconsider": StepPage(
        ReconsiderForm,
        _plainly(actions.reconsider),
        "Tag stilling igen",
        "Aftalen ligger igen til stillingtagen.",
    ),
    "sign_first": StepPage(UploadForm, _upload, "Læg aftalen op", _CHECKED, with_file=True),
    "sign_second": StepPage(UploadForm, _upload, "Læg aftalen op", _CHECKED, with_file=True),
    "take_effect": StepPage(
        EffectForm,
        _plainly(actions.take_effect),
        "Registrér som gældende",
        "Aftalen er registreret som gældende.",
    ),
}


def form_of(page: StepPage, agreement: Agreement, data: Any = None, files: Any = None) -> forms.Form:
    """Return the step's form, bound to `data` where there is any."""
    if issubclass(page.form, SignatoryForm):
        people = Colleague.objects.filter(site="municipality", roles__contains=["signatory"])
        return page.form(data, files, signatories=list(people))
    if page.form is EffectForm:
        days = [each for each in (agreement.municipality_signed_on, agreement.supplier_signed_on) if each]
        return page.form(data, files, initial={"in_force_from": max(days, default=None)})
    return page.form(data, files)
