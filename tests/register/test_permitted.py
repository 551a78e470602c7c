"""Who may not keep the register is refused by the action itself, whichever page or job it comes from."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.utils import timezone

from register.actions.confirming import confirm_list
from register.actions.corrections import answer_use
from register.actions.screening import accept_proposals, screen_many
from register.actions.suppliers import add_supplier, invite_contact, renew_access, save_contact
from register.actions.systems import add_system, assess, change_system
from register.actions.uses import report_facts, report_missing, stop_using
from register.changing import actions as changing
from register.models import Supplier, SupplierChange, SupplierContact, System, SystemUse, UseQuestion
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.engine import NotPermittedError

Act = Callable[[Actor], object]
SECRETARIATS: dict[str, Act] = {
    "assess": lambda by: assess(system=System(), facts={}, by=by),
    "screen": lambda by: screen_many(systems=[uuid4()], answer="processor", reason="Set", by=by),
    "accept": lambda by: accept_proposals(systems=[uuid4()], by=by),
    "contact": lambda by: save_contact(supplier=Supplier(), facts={}, by=by),
    "propose": lambda by: changing.propose(
        kind="name", supplier=Supplier(), effective_on=timezone.localdate(), reason="Nyt navn", by=by
    ),
    "supplier": lambda by: add_supplier(facts={"name": "Ny"}, by=by),
    "invite": lambda by: invite_contact(contact=SupplierContact(), by=by),
    "renew": lambda by: renew_access(contact=SupplierContact(), by=by),
    "system": lambda by: add_system(name="Nyt", supplier=None, by=by),
    "rename": lambda by: change_system(system=System(), name="Nyt", supplier=None, by=by),
    "group": lambda by: changing.note_group_contact(parent=Supplier(), by=by),
    "confirm": lambda by: changing.confirm(change=SupplierChange(), by=by),
}
MUNICIPALITIES: dict[str, Act] = {
    "confirm_list": lambda by: confirm_list(municipality_id=uuid4(), opened=timezone.localdate(), by=by),
    "answer": lambda by: answer_use(question=UseQuestion(), answer="stopped", by=by),
    "facts": lambda by: report_facts(use=SystemUse(), facts={}, by=by),
    "stop": lambda by: stop_using(use=SystemUse(), by=by),
    "missing": lambda by: report_missing(municipality_id=uuid4(), facts={"name": "Havnet"}, by=by),
}


@pytest.mark.django_db
@pytest.mark.parametrize("act", SECRETARIATS.values(), ids=SECRETARIATS)
def test_who_reads_the_secretariats_register_only_changes_nothing(
    act: Act, actor: Callable[[str], Actor], caller_of: Callable[[str], Caller]
) -> None:
    for other in ("karl", "mette", "leo"):
        with acting_as(caller_of("sara")), pytest.raises(NotPermittedError):
            act(actor(other))


@pytest.mark.django_db
@pytest.mark.parametrize("act", MUNICIPALITIES.values(), ids=MUNICIPALITIES)
def test_who_reads_the_municipalitys_list_only_changes_nothing(
    act: Act, actor: Callable[[str], Actor], caller_of: Callable[[str], Caller]
) -> None:
    for other in ("ib", "dorte", "sara"):
        with acting_as(caller_of("mette")), pytest.raises(NotPermittedError):
            act(actor(other))
