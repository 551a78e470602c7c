"""The frame of a page: icons, states, notices, heading, errors, the ways to other pages."""

from typing import Any

from django.forms import BaseForm, BaseFormSet
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from secretariat.pagekit.problems import problems_of
from secretariat.pagekit.tags.library import register

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
def side_menu(links: list[Any], name: str = "") -> dict[str, Any]:
    """Show a menu beside the page: links with url, label, current and optionally count."""
    return {"links": links, "name": name or _("Undermenu")}
