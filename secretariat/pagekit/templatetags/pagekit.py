"""Template tags of the page kit; docs/pages-kit.md shows each with an example."""

from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput, Textarea
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from secretariat.pagekit import dates, numbers
from secretariat.pagekit.problems import problems_of

register = template.Library()

ICON_OF_TONE = {
    "neutral": "minus",
    "waiting": "hourglass",
    "info": "info",
    "success": "check",
    "warning": "warning",
    "error": "error",
}
WORD_OF_TONE = {
    "info": _("Oplysning"),
    "success": _("Udført"),
    "warning": _("Bemærk"),
    "error": _("Fejl"),
}


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """Draw one of the design system's icons; it is decoration, so the words beside it must say the same."""
    return format_html(
        '<svg class="icon-svg {}" focusable="false" aria-hidden="true"><use href="{}#{}"></use></svg>',
        classes,
        static("vendor/dkfds/img/all-svg-icons.svg"),
        name,
    )


@register.inclusion_tag("parts/state.html")
def state(label: str, tone: str = "neutral") -> dict[str, str]:
    """Show a state as colour, icon and word. Tones: neutral, waiting, info, success, warning, error."""
    return {"label": label, "tone": tone, "state_icon": ICON_OF_TONE[tone]}


@register.inclusion_tag("parts/alert.html")
def alert(tone: str, text: str, heading: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """Show a notice. Tones: info, success, warning, error (a message's "debug" and "" count as info)."""
    tone = tone if tone in WORD_OF_TONE else "info"
    words = {"tone_word": WORD_OF_TONE[tone], "alert_icon": tone}
    return {"tone": tone, "text": text, "heading": heading, "url": url, "label": label, **words}


@register.inclusion_tag("parts/page_heading.html")
def page_heading(title: str, **parts: str) -> dict[str, str]:
    """Show the page's only h1.

    Parts: lead, kicker, tag_label + tag_tone; and the primary action: action_label, action_url, action_icon.
    """
    return {"tag_tone": "neutral", **parts, "title": title}


@register.inclusion_tag("parts/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet) -> dict[str, Any]:
    """List the errors of all the forms on the page, each a link to its field; nothing when there is none."""
    return {"problems": [problem for form in forms for problem in problems_of(form)]}


@register.inclusion_tag("parts/breadcrumb.html")
def breadcrumb(*words: str) -> dict[str, Any]:
    """Show the way here: label, url, label, url, …, and at last the label of this page."""
    pairs = [{"label": words[at], "url": words[at + 1]} for at in range(0, len(words) - 1, 2)]
    return {"links": [*pairs, {"label": words[-1], "url": ""}]}


@register.inclusion_tag("parts/side_menu.html")
def side_menu(links: list[Any], name: str = "Undermenu") -> dict[str, Any]:
    """Show a menu beside the page: links with url, label, current and optionally count."""
    return {"links": links, "name": name}


@register.inclusion_tag("parts/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page) -> dict[str, Any]:
    """Show links to the other pages of a list; the address keeps search, filter and order."""
    numbers_shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": [str(number) for number in numbers_shown],
        "request": context["request"],
    }


@register.filter
def field_kind(field: BoundField) -> str:
    """Tell how to draw a field: "choices" (fieldset), "tick", "long" (several lines) or "plain"."""
    if field.use_fieldset:
        return "choices"
    if isinstance(field.field.widget, CheckboxInput):
        return "tick"
    return "long" if isinstance(field.field.widget, Textarea) else "plain"


@register.filter
def da_date(value: date | datetime | None) -> str:
    """Show "12. marts 2026"; nothing for no date. A moment is shown as the day it has in Denmark."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return dates.in_words(value) if value else ""


@register.filter
def da_moment(value: datetime | None) -> str:
    """Show "12. marts 2026 kl. 10.42" in Danish time; nothing for no moment."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{dates.in_words(local.date())} kl. {local:%H.%M}"


@register.filter
def da_relative_workdays(days: int | None) -> str:
    """Show a number of working days from today in words; the room counts them on the Danish calendar."""
    return "" if days is None else dates.working_days_in_words(days)


@register.filter
def da_number(value: float | None) -> str:
    """Show a number with Danish separators; nothing for none."""
    return "" if value is None else numbers.in_figures(value)


@register.filter
def filesize_da(value: int | None) -> str:
    """Show a file's size: "1,4 MB"; nothing for none."""
    return "" if value is None else numbers.size_in_words(value)
