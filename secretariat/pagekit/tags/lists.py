"""Lists: tables, filters, pages, counters, files, work lists."""

from pathlib import PurePath
from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm
from django.http import QueryDict
from django.template import Context
from django.utils.translation import gettext_lazy as _

from secretariat.pagekit.tags.library import register

ICON_OF_FILE = {
    ".pdf": "file-pdf",
    ".doc": "file-word",
    ".docx": "file-word",
    ".xls": "file-excel",
    ".xlsx": "file-excel",
    ".png": "file-image",
    ".jpg": "file-image",
    ".jpeg": "file-image",
}


@register.inclusion_tag("parts/pagination.html", takes_context=True)
def pagination(context: Context, page: Page) -> dict[str, Any]:
    """Show links to the other pages of a list; the address keeps search, filter and order."""
    numbers_shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numbers": [str(number) for number in numbers_shown],
        "request": context["request"],
    }


@register.inclusion_tag("parts/sort_header.html", takes_context=True)
def sort_header(context: Context, label: str, key: str, classes: str = "") -> dict[str, Any]:
    """Make a table head that sorts: the address gets ?orden=key, and ?orden=-key the second time."""
    query: QueryDict = context["request"].GET.copy()
    now = query.get("orden", "")
    query.pop("side", None)
    query["orden"] = f"-{key}" if now == key else key
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    sort_icon = f"sort-table-{direction}"
    address = f"?{query.urlencode()}"
    return {
        "label": label,
        "url": address,
        "direction": direction,
        "sort_icon": sort_icon,
        "classes": classes,
    }


@register.inclusion_tag("parts/filter_bar.html", takes_context=True)
def filter_bar(context: Context, form: BaseForm, found: str = "") -> dict[str, Any]:
    """Show a search form that asks by GET; `found` says what it gave ("214 systemer")."""
    request = context["request"]
    chosen = any(request.GET.get(form.add_prefix(name)) for name in form.fields)
    return {"form": form, "found": found, "chosen": chosen, "path": request.path}


@register.inclusion_tag("parts/empty_state.html")
def empty_state(title: str, text: str, url: str = "", label: str = "") -> dict[str, str]:
    """Say why there is nothing here, and the first step."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("parts/counters.html")
def counters(items: list[Any], name: str = "") -> dict[str, Any]:
    """Show numbers that are links: items with label, value, url, and maybe tone and current."""
    return {"items": items, "name": name or _("Overblik i tal")}


@register.inclusion_tag("parts/file_list.html")
def file_list(files: list[Any]) -> dict[str, Any]:
    """Show files to fetch: name, url, size, and maybe note, state_label + state_tone, remove_url."""
    return {"files": files}


@register.filter
def file_icon(name: str) -> str:
    """Return the icon for a file's name."""
    return ICON_OF_FILE.get(PurePath(name).suffix.lower(), "file")


@register.inclusion_tag("parts/work_list.html")
def work_list(rows: list[Any]) -> dict[str, Any]:
    """Show what waits, nearest deadline first.

    A row has title, url, detail, news, deadline (date), workdays (int), tone, action_label, action_url.
    """
    return {"rows": rows}


@register.inclusion_tag("parts/task_list.html")
def task_list(tasks: list[Any]) -> dict[str, Any]:
    """Show the lines a person must tick off: label, url, done, and maybe note and blocked (why not yet)."""
    return {"tasks": tasks}


@register.inclusion_tag("parts/tabs.html")
def tabs(links: list[Any], name: str = "") -> dict[str, Any]:
    """Show the parts of a page as tabs that are links: url, label, current, and maybe count."""
    return {"links": links, "name": name or _("Faneblade")}
