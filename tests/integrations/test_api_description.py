"""The served API is asked by its own description: schemathesis makes the requests and judges the answers."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import schemathesis
from django.conf import settings as configuration
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from audits.municipal.states import Level
from integrations.os2compliance import openapi
from secretariat.wsgi import application
from tenants.models import Municipality
from tests.audits.delivering import Sender
from tests.integrations.api_client import SHARED_HOST, a_key, get
from tests.integrations.serving import within_the_transaction

# Of each kind the first address; the others lead to the same view.
FIRST = {kind: f"/{configuration.API_PATHS[kind][0]}" for kind in openapi.OPERATIONS}
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
# What must hold of the served API is the same each time; new examples are for who changes the API.
FEW = examples(
    max_examples=15, derandomize=True, database=None, suppress_health_check=list(HealthCheck), deadline=None
)


def moments(zones: st.SearchStrategy[Any]) -> st.SearchStrategy[str]:
    """Moments that have been, to the microsecond: that they lie in the past no description can say."""
    between = {"min_value": datetime(1900, 1, 1), "max_value": datetime(2026, 1, 1)}  # noqa: DTZ001
    return st.datetimes(**between, timezones=zones).map(datetime.isoformat)


@pytest.fixture
def described(members: dict[str, Municipality], settings: Any) -> Iterator[Any]:
    """The description as it is served, and a municipality with a report behind it."""
    settings.API_REQUESTS_PER_HOUR = 100_000
    Sender(members).send(Level.GREEN)
    schemathesis.openapi.format("date-time", moments(OFFSETS))
    schemathesis.openapi.format("date-time-local", moments(st.none()))
    with within_the_transaction():
        found = schemathesis.openapi.from_wsgi(
            "/api/openapi.json", application, headers={"Host": SHARED_HOST}
        )
        assert found.raw_schema == openapi.document()
        assert found.raw_schema["openapi"].startswith("3.1")
        yield found


def asked(operation: Any, mode: GenerationMode, secret: str) -> set[int]:
    """Ask what schemathesis thinks of, let it judge each answer, and return the statuses that came."""
    came = set()

    @FEW
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        answer = case.call_and_validate(headers={"Host": SHARED_HOST, "X-API-Key": secret})
        came.add(answer.status_code)

    ask()
    return came


@pytest.mark.parametrize("kind", FIRST)
def test_what_is_answered_is_as_the_description_says(described: Any, members: Any, kind: str) -> None:
    secret, operation = a_key(members["aalborg"], "mette"), described[FIRST[kind]]["GET"]
    assert asked(operation, GenerationMode.POSITIVE, secret) == {200}
    assert asked(operation, GenerationMode.NEGATIVE, secret) >= {400}


def test_the_bounds_that_the_description_names_are_the_served_ones(members: Any) -> None:
    secret = a_key(members["aalborg"], "mette")
    for kind, (_, parameters, _) in openapi.OPERATIONS.items():
        for each in parameters:
            for value, status in at_bounds(each["schema"]):
                answer = get(secret, FIRST[kind], **{each["name"]: value})
                assert answer.status_code == status, (kind, each["name"], value)


def at_bounds(schema: dict[str, Any]) -> list[tuple[int, int]]:
    """Numbers at and just beyond the bounds of a parameter, with the status each must give."""
    if schema["type"] != "integer":
        return []
    least, most = schema["minimum"], schema["maximum"]
    return [(least, 200), (most, 200), (least - 1, 400), (most + 1, 400)]
