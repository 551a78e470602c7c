"""Inviting people and ending their access."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import factors
from accounts.models import Colleague, Invitation, Person
from accounts.roles import ROLES, WHO_GIVES, may_give
from workflows.actors import Actor
from workflows.engine import NotPermittedError
from workflows.log import entry, record, record_all

VALID_FOR = timedelta(days=30)


class OwnRolesError(Exception):
    """Nobody gives roles to oneself."""


class LastAdministratorError(Exception):
    """Without an administrator nobody could let anybody in."""


class UsedUpError(Exception):
    """An invitation is taken up once."""


@dataclass(frozen=True)
class Organisation:
    """Whom somebody is invited to work for: name, and the id on the sites that need one."""

    site: str
    name: str
    municipality_id: UUID | None = None
    supplier_id: UUID | None = None
    host: str = ""

    def url(self, path: str) -> str:
        """Return the absolute address of a path on the organisation's site."""
        host = self.host or (settings.SUPPLIER_HOST if self.site == "supplier" else settings.SECRETARIAT_HOST)
        port = "" if settings.PORT in (80, 443) else f":{settings.PORT}"
        return f"{settings.SCHEME}://{host}{port}{path}"


@transaction.atomic
def invite(
    *,
    by: Actor,
    email: str,
    name: str,
    organisation: Organisation,
    roles: list[str],
    phone: str = "",
    title: str = "",
    next_path: str = "/",
    about_id: UUID | None = None,
) -> str:
    """Invite somebody to work for `organisation` and return the one-time address to put in a mail.

    The answer is the same whether the person is known already. Raises ValueError for a role that
    does not belong to the organisation's site, OwnRolesError for inviting oneself, NotPermittedError
    for a role that is not `by`'s to give. For a supplier, its database role is made here.
    """
    if any(role not in ROLES or ROLES[role].site != organisation.site for role in roles) or not roles:
        raise ValueError(f"Roles {roles} do not belong to the site {organisation.site}.")
    if withheld := [ROLES[role].name for role in roles if not may_give(ROLES[role], by)]:
        raise NotPermittedError(f"Du kan ikke gøre nogen til {' og '.join(withheld)}. {WHO_GIVES}")
    email = email.strip().lower()
    if Colleague.objects.filter(person_id=by.id, email=email).exists():
        raise OwnRolesError
    token = secrets.token_urlsafe(32)
    with connection.cursor() as cursor:
        if organisation.supplier_id and by.may("register.edit"):
            cursor.execute("SELECT walls_ensure_supplier_role_v1(%s)", [organisation.supplier_id])
        cursor.execute(
            "SELECT accounts_invite_v1(%s, %s, %s, %s, %s, %s, %s, %s, %s::text[], %s, %s, %s, %s, %s)",
            [
                email,
                name,
                phone,
                title,
                organisation.site,
                organisation.municipality_id,
                organisation.supplier_id,
                organisation.name,
                roles,
                token_hash(token),
                next_path,
                about_id,
                timezone.now() + VALID_FOR,
                by.signature,
            ],
        )
    colleague = Colleague.objects.get(
        email=email,
        site=organisation.site,
        municipality_id=organisation.municipality_id,
        supplier_id=organisation.supplier_id,
    )
    record(colleague, "invite", by=by, data={"roles": roles})
    return organisation.url(f"/konto/invitation/{token}/")


@dataclass(frozen=True)
class Guest:
    """One of many who are invited in one act, each to an organisation and about a matter of its own."""

    email: str
    name: str
    phone: str
    organisation: Organisation
    next_path: str
    about_id: UUID


@transaction.atomic
def invite_all(*, by: Actor, guests: Sequence[Guest], role: str) -> list[str]:
    """Invite many to suppliers, as `invite` does each, in a few statements; returns their addresses."""
    if ROLES[role].site != "supplier" or not may_give(ROLES[role], by):
        raise NotPermittedError(f"Du kan ikke gøre nogen til {ROLES[role].name}. {WHO_GIVES}")
    emails = [each.email.strip().lower() for each in guests]
    if Colleague.objects.filter(person_id=by.id, email__in=emails).exists():
        raise OwnRolesError
    suppliers = [each.organisation.supplier_id for each in guests]
    tokens = [secrets.token_urlsafe(32) for _ in guests]
    rows = [
        {
            "email": email,
            "name": each.name,
            "phone": each.phone,
            "supplier": str(each.organisation.supplier_id),
            "organisation": each.organisation.name,
            "token": token_hash(token),
            "next": each.next_path,
            "about": str(each.about_id),
        }
        for each, email, token in zip(guests, emails, tokens, strict=True)
    ]
    with connection.cursor() as cursor:
        if by.may("register.edit"):
            ensure = "SELECT walls_ensure_supplier_role_v1(each) FROM unnest(%s::uuid[]) AS each"
            cursor.execute(ensure, [list(set(suppliers))])
        cursor.execute(
            _INVITE_ALL, ["supplier", [role], timezone.now() + VALID_FOR, by.signature, json.dumps(rows)]
        )
    known = Colleague.objects.filter(site="supplier", email__in=emails, supplier_id__in=suppliers)
    found = {(each.email, each.supplier_id): each for each in known}
    colleagues = [found[key] for key in zip(emails, suppliers, strict=True)]
    record_all([entry(each, "invite", by=by, data={"roles": [role]}) for each in colleagues])
    return [
        each.organisation.url(f"/konto/invitation/{token}/")
        for each, token in zip(guests, tokens, strict=True)
    ]


_INVITE_ALL = """
    SELECT accounts_invite_v1(g.email, g.name, g.phone, '', a.site, NULL, g.supplier, g.organisation, a.roles,
                              g.token, g.next, g.about, a.expires, a.by_name)
      FROM (SELECT %s::text, %s::text[], %s::timestamptz, %s::text) AS a (site, roles, expires, by_name),
           jsonb_to_recordset(%s::jsonb) AS g (email text, name text, phone text, supplier uuid,
                                               organisation text, token text, next text, about uuid)"""


def token_hash(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation of a token while it can be used, else None. Act as the door."""
    return (
        Invitation.objects.select_related("engagement__person")
        .filter(
            token_hash=token_hash(token),
            used_at=None,
            expires_at__gt=timezone.now(),
            engagement__ended_at=None,
        )
        .first()
    )


@transaction.atomic
def take_up(*, invitation: Invitation, password: str, language: str | None = None) -> Person:
    """Set the person's password, and the language it read the page in, by the invitation. Act as the door.

    Raises ValidationError (Danish texts) for a password that is too weak, UsedUpError where somebody
    else has taken the invitation up meanwhile.
    """
    person = invitation.engagement.person
    validate_password(password, person)
    _use_up(invitation)
    person.set_password(password)
    person.language = language or person.language
    person.save(update_fields=["password", "language"])
    return person


@transaction.atomic
def change_password(*, by: Actor, person: Person, password: str) -> None:
    """Give a person the new password it has chosen, and tell it by mail. Act as the door.

    Raises ValidationError (Danish texts) for a password that is too weak.
    """
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    record(person, "change_password", by=by)
    factors.tell(person, _("Din adgangskode er skiftet."))


def _use_up(invitation: Invitation) -> None:
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if locked.used_at is not None:
        raise UsedUpError
    locked.used_at = timezone.now()
    locked.save(update_fields=["used_at"])
    person = invitation.engagement.person
    record(person, "take_up_invitation", by=Actor(person.id, person.name, invitation.engagement.organisation))


@transaction.atomic
def end_access(*, by: Actor, colleague: Colleague) -> bool:
    """End somebody's work for the caller's organisation; return whether there was any to end.

    Raises LastAdministratorError where the secretariat would be left without one who can sign in.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT accounts_end_v1(%s)", [colleague.id])
            row = cursor.fetchone()
    except IntegrityError:
        raise LastAdministratorError from None
    ended = bool(row and row[0])
    if ended:
        record(colleague, "end_access", by=by)
    return ended
