"""Secrets of second factors and sessions: who reaches them, and what stands in the database."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from pytest_django import Settings

from accounts import factors, sealing
from tests.accounts.second_steps import SECRET, code_of, give_app
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as

TABLES = {
    "mfa_authenticator": "data",
    "accounts_session": "session_data",
    "accounts_person": "password",
    "accounts_invitation": "token_hash",
}
STATEMENTS = (
    "SELECT {column} FROM {table}",
    "SELECT count(*) FROM {table}",
    "DELETE FROM {table}",
    "UPDATE {table} SET {column} = {column}",
    "COPY {table} TO STDOUT",
)


def allowed(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return "permission denied" not in str(error)
    return True


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("key", ["sara", "mette", "leo"])
def test_no_site_reads_or_changes_secrets(caller_of: Callable[[str], Caller], key: str, table: str) -> None:
    give_app("bo")
    with acting_as(caller_of(key)):
        tried = [each.format(table=table, column=TABLES[table]) for each in STATEMENTS]
        assert [each for each in tried if allowed(each)] == []


@pytest.mark.parametrize("table", TABLES)
def test_nor_does_the_workers_bookkeeping(db: None, table: str) -> None:
    with acting_as(Caller.jobs()):
        assert not allowed(f"SELECT * FROM {table}")


def test_the_door_reads_them(db: None) -> None:
    give_app("bo")
    with acting_as(Caller.door()):
        assert all(allowed(f"SELECT * FROM {table}") for table in TABLES)
        assert Authenticator.objects.count() == 2


def stored() -> str:
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(data::text, ' ') FROM mfa_authenticator")
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def test_what_is_stored_gives_no_code(db: None) -> None:
    codes = give_app("bo")
    found = stored()
    assert SECRET not in found
    assert not any(code.replace(" ", "") in found for code in codes)


def test_a_pending_secret_is_sealed_in_the_session_too(client_of: Callable[[str], object]) -> None:
    client = client_of("mette")
    page = client.get("/konto/sikkerhed/app/").content.decode()  # type: ignore[attr-defined]
    key = page.split('typed-key">')[1].split("<")[0].replace(" ", "")
    session = client.session  # type: ignore[attr-defined]
    with acting_as(Caller.door()):
        assert sealing.unseal(session["factor_secret"]) == key
        assert key not in str(dict(session.items()))


def test_another_installations_key_opens_nothing(db: None, settings: Settings) -> None:
    give_app("bo")
    settings.FACTOR_KEYS = ["en-helt-anden-noegle-med-mange-tegn"]
    with acting_as(Caller.door()), pytest.raises(sealing.UnknownKeyError):
        factors.recovery_codes(PERSONAE["bo"].id)


def test_keys_can_be_changed(db: None, settings: Settings) -> None:
    """The new key first, the old one after it: what is stored still opens, new secrets take the new."""
    give_app("bo")
    old = list(settings.FACTOR_KEYS)
    settings.FACTOR_KEYS = ["en-helt-ny-noegle-med-rigtig-mange-tegn", *old]
    with acting_as(Caller.door()):
        assert len(factors.recovery_codes(PERSONAE["bo"].id)) == 10
    sealed = sealing.seal("hemmelig")
    settings.FACTOR_KEYS = old
    with pytest.raises(sealing.UnknownKeyError):
        sealing.unseal(sealed)
    assert code_of(SECRET)
