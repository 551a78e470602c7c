"""What a page of one step is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from agreements.municipal.models import Agreement
from workflows.actors import Actor


@dataclass(frozen=True)
class StepPage:
    """A step with its page: `with_file` asks for the signed agreement, `with_upload` for another file.

    `done_own` is said instead of `done` for an agreement that the municipality has brought along itself: its
    supplier is told nothing from here.
    """

    form: type[forms.Form]
    take: Callable[..., Any]
    button: str
    done: str
    with_file: bool = False
    with_upload: bool = False
    danger: bool = False
    done_own: str = ""


def plainly(action: Callable[..., Any]) -> Callable[..., None]:
    """Give the form's fields to the action under their own names."""

    def take(agreement: Agreement, form: forms.Form, url: str, by: Actor) -> None:
        given = dict(form.cleaned_data)
        if "file" in given:
            given["received"] = given.pop("file")
        action(agreement=agreement, by=by, **given)

    return take
