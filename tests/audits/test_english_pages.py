"""Whoever chose English meets English on every page of the supplier's site, but for people's own words."""

import re
from collections.abc import Callable, Iterator
from html import unescape

from django.conf import settings
from django.test import Client

from tests.audits.walking import Walk

DANISH = re.compile(r"[æøåÆØÅ]|\b(?:og|ikke|der|det|som|til|skal|jeres|senest|på|af|med|kan|har)\b")
ASIDE = re.compile(
    r"(?s)<script.*?</script>|<div lang=\"da\">.*?</div>|"
    r"<style.*?</style>|<[^>]*lang=\"da\".*?</[^>]+>|<!--.*?-->"
)
TOLD = re.compile(r"(?:title|placeholder|aria-label|data-title|alt|value)=\"([^\"]*)\"")
MEMBER = re.compile(r"[\w-]+ Kommune")
LINK = re.compile(r"(?:href|action)=\"(/[^\"#]*)")
OWN = (
    "Fællestilsyn",
    "Leo Leverandør",
    "Adgange er ikke gennemgået",
    "Den seneste gennemgang er for gammel.",
    "erklæring.pdf",
    "Erklæring 1",
)
LEFT = ("/konto/log-ud", "/static/", "/sprog/", "/fil/", "/kvittering/", "/regneark/")


def test_every_page_of_a_supplier_is_in_english(walk: Walk, client_of: Callable[[str], Client]) -> None:
    walk.with_finding_sent()
    walk.in_hearing()
    leo = client_of("leo")
    leo.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    found = {path: hits for path, words in pages(leo) if (hits := danish_in(words))}
    assert found == {}


def pages(client: Client) -> Iterator[tuple[str, str]]:
    """Open every page that a link leads to from the front page, each once."""
    waiting, seen = ["/"], {"/"}
    while waiting:
        path = waiting.pop()
        answer = client.get(path)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        yield path, html
        for link in map(unescape, LINK.findall(html)):
            if link not in seen and not any(each in link for each in LEFT):
                seen.add(link)
                waiting.append(link)


def danish_in(html: str) -> list[str]:
    """The lines of a page that hold Danish letters or words, besides what people have written."""
    plain = ASIDE.sub(" ", html)
    words = [*TOLD.findall(plain), *re.sub(r"<[^>]+>", "\n", plain).splitlines()]
    lines = {" ".join(unescape(each).split()) for each in words}
    for own in OWN:
        lines = {each.replace(own, "") for each in lines}
    return sorted(each for each in lines if DANISH.search(MEMBER.sub("", each)))
