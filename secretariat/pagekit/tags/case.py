"""A case: its way, what can be done now, its facts, its history, its letters, its jobs."""

from typing import Any

from django.urls import reverse

from secretariat.pagekit.tags.library import register

WHOLE = 100


@register.inclusion_tag("parts/way.html")
def way(steps: list[Any], sentence: str = "", holder: str = "") -> dict[str, Any]:
    """Show the way of a case: steps with label, state ("done", "current", "ahead") and maybe date and note.

    `sentence` says where it is; `holder` names the party who must act next.
    """
    return {"steps": steps, "sentence": sentence, "holder": holder}


@register.inclusion_tag("parts/actions.html")
def actions(steps: list[Any], url_name: str = "", *args: Any) -> dict[str, Any]:
    """Show what can be done: the first step as a button, the others in a menu, the impossible greyed.

    A step has label, and maybe explanation, reason (why it is not possible now), post (send at once)
    and aside (leads off the way, so it stands in the menu even when it comes first).
    Its address is its own url, or that of `url_name` with `args` and the step's name.
    """
    known = [_action(step, url_name, args) for step in steps]
    possible = [action for action in known if not action["reason"]]
    first = next((action for action in possible if not action["aside"]), None)
    others = [action for action in possible if action is not first]
    impossible = [action for action in known if action["reason"]]
    return {"first": first, "others": others, "impossible": impossible}


def _action(step: Any, url_name: str, args: tuple[Any, ...]) -> dict[str, Any]:
    keys = ("name", "label", "explanation", "reason", "post", "url", "aside")
    action = {key: step.get(key) if isinstance(step, dict) else getattr(step, key, None) for key in keys}
    if url_name and not action["url"]:
        action["url"] = reverse(url_name, args=[*args, action["name"]])
    return action


@register.inclusion_tag("parts/overview.html")
def overview(*words: Any, rows: list[Any] | None = None) -> dict[str, Any]:
    """Show facts as a list: label, value, label, value, …; or rows of them. Empty: "Ikke oplyst"."""
    pairs = [(words[at], words[at + 1]) for at in range(0, len(words) - 1, 2)]
    return {"rows": [*pairs, *(rows or [])]}


@register.inclusion_tag("parts/timeline.html")
def timeline(events: list[Any]) -> dict[str, Any]:
    """Show a history, newest first as given: when (moment), who, what, and maybe why and is_new."""
    return {"events": events}


@register.inclusion_tag("parts/letter.html")
def letter(**parts: Any) -> dict[str, Any]:
    """Show a letter as it will look: sender, recipient, date, subject, body (plain text), and maybe files."""
    return parts


@register.inclusion_tag("parts/confirm_panel.html")
def confirm_panel(title: str, text: str, button: str, url: str = "", **more: Any) -> dict[str, Any]:
    """Ask before something that reaches others: posts to url. Also: cancel_url, danger, form."""
    return {"title": title, "text": text, "button": button, "url": url, **more}


@register.inclusion_tag("parts/progress.html")
def progress(done: int, total: int, text: str, poll_url: str = "", running: bool = True) -> dict[str, Any]:
    """Show how far a job is. While it runs, htmx fetches poll_url every other second and shows its answer."""
    percent = min(WHOLE, round(done * WHOLE / total)) if total else (0 if running else WHOLE)
    return {
        "done": done,
        "total": total,
        "text": text,
        "poll_url": poll_url,
        "running": running,
        "percent": percent,
    }
