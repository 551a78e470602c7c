"""A supplier may read only English: everything her pages say has an English form, and it is in use."""

import re

import pytest
from django.conf import settings
from django.test import Client

from secretariat.catalogue import compiled, read
from secretariat.english import CATALOGUE, to_be_said

PLACE = re.compile(r"%\(\w+\)[sd]|<[^>]+>")


def test_everything_said_stands_in_the_catalogue_and_nothing_else() -> None:
    assert sorted(read(CATALOGUE)) == to_be_said(), "run manage.py english and write what is missing"


def test_everything_has_an_english_form_with_the_same_places() -> None:
    for said, english in read(CATALOGUE).items():
        assert len(english) == len(said), said
        for danish, form in zip(said, english, strict=True):
            assert form, danish
            assert sorted(PLACE.findall(danish)) == sorted(PLACE.findall(form)), danish


def test_the_compiled_catalogue_is_this_one() -> None:
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled(read(CATALOGUE))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("en", "Forgotten your password?"), ("da", "Glemt adgangskode?")]
)
def test_the_suppliers_site_speaks_the_chosen_language(language: str, words: str) -> None:
    client = Client(SERVER_NAME=settings.SUPPLIER_HOST)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(settings.LOGIN_URL)
    assert words in answer.content.decode()
    assert answer.headers["Content-Language"] == language


@pytest.mark.django_db
def test_the_other_sites_stay_danish() -> None:
    client = Client(SERVER_NAME=settings.SECRETARIAT_HOST)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Glemt adgangskode?" in client.get(settings.LOGIN_URL).content.decode()
