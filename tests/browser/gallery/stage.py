"""Shows templates in a browser without a server: pages and static files are answered inside the browser."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template import Context, Engine
from django.test import RequestFactory
from playwright.sync_api import Page, Route

from secretariat.headers import POLICY
from tests.browser.gallery.data import pieces

ROOT = Path(__file__).resolve().parents[3]
ADDRESS = "http://galleri.example"
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
LIBRARIES = {
    "pagekit": "secretariat.pagekit.templatetags.pagekit",
    "static": "django.templatetags.static",
    "i18n": "django.templatetags.i18n",
}


def request_of(site: str) -> HttpRequest:
    """Return a request as a signed-in person sends it; with no site, as a stranger does."""
    request = RequestFactory().get("/", {"orden": "navn"})
    if site:
        actor = SimpleNamespace(name="Sara Skov", organisation="Det fælles sekretariat")
        vars(request).update(site=site, actor=actor, municipality=SimpleNamespace(name="Aalborg Kommune"))
    return request


def draw(name: str, site: str, **more: Any) -> str:
    """Return a template's page as a view would render it."""
    folders = [str(ROOT / "templates"), str(Path(__file__).parent)]
    engine = Engine(dirs=folders, libraries=LIBRARIES, app_dirs=False)
    context = {**pieces(), "request": request_of(site), "csrf_token": "x", **more}
    return engine.get_template(name).render(Context(context))


def put(page: Page, html: str, posted: str = "") -> None:
    """Open the page under our own content security policy; `posted` answers what the page sends."""

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS).split("?")[0]
        if path.startswith("/static/"):
            give_static(route, path.removeprefix("/static/"))
        elif "hx-request" in route.request.headers:
            route.fulfill(status=204)  # a running job has no news
        else:
            body = posted if route.request.method == "POST" else html
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=body, content_type="text/html; charset=utf-8", headers=headers)

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(ADDRESS + "/")


def give_static(route: Route, name: str) -> None:
    """Answer with one of our static files, or say that there is none."""
    found = finders.find(name)
    if found is None:
        route.fulfill(status=404)
        return
    route.fulfill(path=found, content_type=TYPES.get(Path(found).suffix, "application/octet-stream"))
