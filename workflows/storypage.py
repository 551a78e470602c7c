"""The page of a history, on any site: filter, day by day, and the extracts for an authority."""

import hashlib
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from secretariat.pagekit.forms import DanishDateField
from workflows.actors import Actor
from workflows.deeds import READ
from workflows.extract import as_json, as_workbook, extract_of
from workflows.log import record
from workflows.story import Choice, Story, by_day, entries, parts_of, people_of, rows_of

A_PAGE = 100
FORMS = {
    "excel": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook),
    "json": ("json", "application/json", as_json),
}


class StoryForm(forms.Form):
    """Who did it, what it was about, from and until which day."""

    who = forms.ChoiceField(label="Hvem", required=False)
    what = forms.ChoiceField(label="Hvad", required=False)
    since = DanishDateField(label="Fra", required=False, help_text="")
    until = DanishDateField(label="Til", required=False, help_text="")

    def __init__(self, *args: Any, story: Story) -> None:
        super().__init__(*args)
        people = [("", "Alle"), *((each, each) for each in people_of(story))]
        self.fields["who"].choices = people  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["what"].choices = [("", "Alt"), *parts_of(story)]  # type: ignore[attr-defined]

    def choice(self) -> Choice:
        """Return what was chosen; what is not understood is left out."""
        self.is_valid()
        return Choice(**self.cleaned_data)


def story_context(request: HttpRequest, story: Story, *, extract: str, of: UUID) -> dict[str, Any]:
    """Return what parts/history.html shows: the form, the days of one page, and how many entries.

    `extract` names the address of the extracts, which takes `of` and a form.
    """
    form = StoryForm(request.GET, story=story)
    page = Paginator(rows_of(story, form.choice()), A_PAGE).get_page(request.GET.get("side"))
    count = page.paginator.count
    return {
        "story": story,
        "story_form": form,
        "days": by_day(entries(story, page)),
        "page": page,
        "found": f"{count} {'hændelse' if count == 1 else 'hændelser'}",
        "query": request.GET.urlencode(),
        "extract_excel": reverse(extract, args=[of, "excel"]),
        "extract_json": reverse(extract, args=[of, "json"]),
    }


def story_extract(request: HttpRequest, story: Story, form: str, *, about: Model, by: Actor) -> HttpResponse:
    """Return the chosen part of a history as a file, `excel` or `json`, and log who took it out.

    Raises Http404 for another form.
    """
    if form not in FORMS:
        raise Http404
    ending, content_type, made = FORMS[form]
    choice = StoryForm(request.GET, story=story).choice()
    content = made(extract_of(story, rows_of(story, choice), by=by))
    name = f"Historik {timezone.localdate():%Y-%m-%d} {story.title}.{ending}"
    record(about, READ, by=by, data={"name": name, "sha256": hashlib.sha256(content).hexdigest()})
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
