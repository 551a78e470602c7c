"""Systems that municipalities miss: each report is answered once, and the answer spoils nothing."""

import threading
from collections.abc import Callable

from django.db import connection
from django.test import Client

from register.actions import missing
from register.actions.uses import report_missing
from register.models import MissingSystemReport, System, SystemUse
from tenants.models import Municipality
from tests.conftest import server
from walls.callers import Caller, acting_as, wrapper
from workflows.actors import Actor

BLOCKED = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"


def test_a_second_click_makes_no_second_system(client_of: Callable[[str], Client]) -> None:
    client_of("bo").post("/systemer/mangler/", {"name": "HaveNet"})
    sara = client_of("sara")
    with acting_as(Caller.secretariat()):
        report = MissingSystemReport.objects.get(name="HaveNet")
    answers = [
        sara.post(f"/register/manglende/{report.pk}/tilfoej/", {"system": "ny"}, follow=True).content.decode()
        for _ in range(2)
    ]
    assert "HaveNet står nu på kommunens liste" in answers[0]
    assert "har skiftet status" in answers[1]
    with acting_as(Caller.secretariat()):
        assert System.objects.filter(name="HaveNet").count() == 1
        assert SystemUse.objects.filter(system__name="HaveNet", is_active=True).count() == 1


def test_what_is_changed_meanwhile_in_the_same_use_stays(
    committed: None, actor: Callable[[str], Actor], eventually: Callable[[Callable[[], bool]], bool]
) -> None:
    with acting_as(Caller.owner()):
        viborg = Municipality.objects.get(kommunekode="0791")
        system = System.objects.create(name="HaveNet")
        use = SystemUse.objects.create(municipality=viborg, system=system, is_active=False)
    with acting_as(Caller.municipality(viborg)):
        report = report_missing(municipality_id=viborg.pk, facts={"name": "HaveNet"}, by=actor("bo"))

    def answer() -> None:
        try:
            with acting_as(Caller.secretariat()):
                missing.add(report=report, system=system, by=actor("sara"))
        finally:
            connection.close()
            wrapper().act_as(None)

    database = connection.settings_dict["NAME"]
    with server(database) as import_run, server(database) as onlooker:
        with import_run.transaction():
            import_run.execute("UPDATE register_systemuse SET agreement = 'ja' WHERE id = %s", [use.pk])
            answering = threading.Thread(target=answer)
            answering.start()
            assert eventually(lambda: onlooker.execute(BLOCKED, [database]).fetchone() == (1,))
        answering.join()
    with acting_as(Caller.owner()):
        use = SystemUse.objects.get(pk=use.pk)
        assert (use.is_active, use.agreement) == (True, "ja")
