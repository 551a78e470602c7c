"""A supplier may read only English: every word of the parts that her pages share has an English form."""

import gettext
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = [ROOT / place / "en/LC_MESSAGES/django.mo" for place in ("secretariat/pagekit/locale", "locale")]
SHARED = ("base*.html", "4*.html", "errors/*.html", "parts/*.html", "pagekit/*.html", "django/**/*.html")
WORDS = re.compile(r"""{%\s*translate\s+(?:"([^"]+)"|'([^']+)')""")
SENTENCES = re.compile(r"{%\s*blocktranslate[^%]*%}(.*?){%\s*endblocktranslate")
VARIABLES = re.compile(r"{{\s*(\w+)\s*}}")


def words() -> list[str]:
    """Return what the shared templates ask to have translated."""
    found: set[str] = set()
    for pattern in SHARED:
        for template in (ROOT / "templates").glob(pattern):
            text = template.read_text(encoding="utf-8")
            found.update(first or second for first, second in WORDS.findall(text))
            found.update(VARIABLES.sub(r"%(\1)s", sentence) for sentence in SENTENCES.findall(text))
    return sorted(found)


@pytest.mark.parametrize("word", words())
def test_the_word_has_an_english_form(word: str) -> None:
    assert any(word in english(each) for each in CATALOGUES)


def english(catalogue: Path) -> dict[str, str]:
    with catalogue.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined, no-any-return]
