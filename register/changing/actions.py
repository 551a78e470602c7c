"""Proposing, confirming and carrying out a change at a supplier."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.permissions import P
from register.changing.following import follow
from register.models import Supplier, SupplierChange, SupplierContact, System, SystemName
from register.permitted import must
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError
from workflows.log import record

Kind, State = SupplierChange.Kind, SupplierChange.State


@transaction.atomic
def propose(
    *,
    kind: str,
    supplier: Supplier,
    effective_on: date,
    reason: str,
    by: Actor,
    other: Supplier | None = None,
    system: System | None = None,
    new_name: str = "",
) -> SupplierChange:
    """Note a change as a proposal, which moves nothing.

    Raises NotPermittedError, and NotPossibleError where it makes no sense.
    """
    must(by, P.REGISTER_EDIT)
    if why := _why_not(kind, supplier, other, system):
        raise NotPossibleError(why)
    change = SupplierChange(
        kind=kind,
        supplier=supplier,
        supplier_name=supplier.name,
        other=other,
        other_name=other.name if other else "",
        system=system,
        new_name=new_name,
        effective_on=effective_on,
        reason=reason,
        by_id=by.id,
        by_name=by.signature,
    )
    change.save(force_insert=True)
    record(supplier, "propose_change", by=by, reason=reason, data={"change": str(change)})
    return change


def _why_not(kind: str, supplier: Supplier, other: Supplier | None, system: System | None) -> str:
    if supplier.merged_into_id:
        return f"{supplier.name} er allerede gået op i en anden leverandør."
    if kind != Kind.NAME and (other is None or other.pk == supplier.pk):
        return "Vælg en anden leverandør end den, ændringen gælder."
    if other is not None and other.merged_into_id:
        return f"{other.name} er gået op i en anden leverandør."
    if kind == Kind.SALE and (system is None or system.supplier_id != supplier.pk):
        return f"Vælg et system, som {supplier.name} leverer."
    if kind == Kind.GROUP and other is not None and (other.parent_id or supplier.subsidiaries.exists()):
        return "Vælg koncernens øverste selskab: en koncern har ét moderselskab."
    return ""


@transaction.atomic
def confirm(*, change: SupplierChange, by: Actor) -> SupplierChange:
    """Confirm a proposal that somebody has looked at; it is carried out at once, or on its day.

    Raises NotPermittedError, and OutdatedError where somebody has settled it.
    """
    must(by, P.REGISTER_EDIT)
    locked = _locked(change, State.PROPOSED)
    locked.state = State.CONFIRMED
    locked.save(update_fields=["state"])
    record(locked.supplier, "confirm_change", by=by, data={"change": str(locked)})
    if locked.effective_on <= timezone.localdate():
        _carry_out(locked, by)
    return locked


@transaction.atomic
def drop(*, change: SupplierChange, reason: str, by: Actor) -> SupplierChange:
    """Give up a change that has not been carried out. Raises as `confirm`."""
    must(by, P.REGISTER_EDIT)
    locked = _locked(change, State.PROPOSED, State.CONFIRMED)
    locked.state = State.DROPPED
    locked.save(update_fields=["state"])
    record(locked.supplier, "drop_change", by=by, reason=reason, data={"change": str(locked)})
    return locked


def carry_out_due(*, today: date, by: Actor) -> int:
    """Carry out what was confirmed and whose day has come, each in its own transaction; returns how many."""
    due = SupplierChange.objects.filter(state=State.CONFIRMED, effective_on__lte=today)
    done = 0
    for change in due.order_by("effective_on", "created_at"):
        with transaction.atomic():
            _carry_out(_locked(change, State.CONFIRMED), by)
        done += 1
    return done


def _locked(change: SupplierChange, *states: str) -> SupplierChange:
    locked = SupplierChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if locked.state not in states:
        raise OutdatedError(f"Ændringen er {locked.get_state_display()}. Hent siden igen.")
    return locked


def _carry_out(change: SupplierChange, by: Actor) -> None:
    change.state, change.done_at = State.DONE, timezone.now()
    change.save(update_fields=["state", "done_at"])
    follow(change, by)
    _DO[Kind(change.kind)](change)
    record(change.supplier, "carry_out_change", by=by, reason=change.reason, data={"change": str(change)})
    if change.other is not None:
        record(change.other, "carry_out_change", by=by, reason=change.reason, data={"change": str(change)})


def _rename(change: SupplierChange) -> None:
    change.supplier.name = change.new_name
    change.supplier.save()


def _merge(change: SupplierChange) -> None:
    """Systems and contacts go along; the merged supplier's row stays, with its history."""
    gone, into = change.supplier, change.other
    for system in gone.systems.all():
        _hand_over(system, into)
    known = set(SupplierContact.objects.filter(supplier=into).values_list("email", "role"))
    for contact in gone.contacts.all():
        if (contact.email, contact.role) not in known:
            contact.supplier, contact.invited_at = into, None  # type: ignore[assignment]
            contact.save(update_fields=["supplier", "invited_at"])
    gone.merged_into, gone.merged_on = into, change.effective_on
    gone.save()


def _sell(change: SupplierChange) -> None:
    if change.system is not None:
        _hand_over(change.system, change.other)


def _hand_over(system: System, to: Supplier | None) -> None:
    system.supplier = to
    system.save()
    SystemName.objects.get_or_create(system=system, supplier=to, name_key=system.name_key)


def _join_group(change: SupplierChange) -> None:
    change.supplier.parent = change.other
    change.supplier.save()


_DO = {Kind.NAME: _rename, Kind.MERGER: _merge, Kind.SALE: _sell, Kind.GROUP: _join_group}


@transaction.atomic
def note_group_contact(*, parent: Supplier, by: Actor) -> None:
    """Note that the group has been spoken to today; once a year is enough for all of it.

    Raises NotPermittedError.
    """
    must(by, P.REGISTER_EDIT)
    parent.group_contacted_on = timezone.localdate()
    parent.save()
    record(parent, "group_contact", by=by)
