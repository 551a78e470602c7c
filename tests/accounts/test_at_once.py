"""The same code sent by two at the same moment lets one in."""

import threading
from collections.abc import Callable

from django.db import connection

from tests.accounts.second_steps import SECRET, code_of, give_app, sign_in
from tests.conftest import server
from walls.callers import wrapper

BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"


def race(code: str, eventually: Callable[[Callable[[], bool]], bool]) -> list[int]:
    """Let two who know the password send the code together; the answers."""
    answers: list[int] = []
    both = [sign_in("mette")[0] for _ in range(2)]

    def send(number: int) -> None:
        try:
            answers.append(both[number].post("/konto/kode/", {"code": code}).status_code)
        finally:
            connection.close()
            wrapper().act_as(None)

    database = connection.settings_dict["NAME"]
    with server(database) as holding, server(database) as onlooker:
        threads = [threading.Thread(target=send, args=(number,)) for number in range(2)]
        with holding.transaction():
            holding.execute("SELECT * FROM mfa_authenticator FOR UPDATE")
            for each in threads:
                each.start()
            assert eventually(lambda: onlooker.execute(BLOCKED, [database]).fetchone() == (2,))
        for each in threads:
            each.join()
    return sorted(answers)


def test_an_apps_code(committed: None, eventually: Callable[[Callable[[], bool]], bool]) -> None:
    give_app("mette")
    assert race(code_of(SECRET), eventually) == [200, 302]


def test_a_recovery_code(committed: None, eventually: Callable[[Callable[[], bool]], bool]) -> None:
    codes = give_app("mette")
    assert race(codes[0], eventually) == [200, 302]
