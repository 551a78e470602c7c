"""The second factor: on which sites it is demanded, and whether a code is right.

An app (TOTP, RFC 6238) with recovery codes; on the suppliers' site, where it is configured, a code by
e-mail for who has no app. Secrets are rows of django-allauth, which has room for passkeys beside them.
All this runs as the door.
"""

import base64
import hmac
import io
import re
import time
from uuid import UUID

import qrcode  # type: ignore[import-untyped]
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped]

from accounts.models import Person
from accounts.sealing import seal, unseal
from workflows.actors import Actor
from workflows.log import record
from workflows.mail import queue_mail

APP = "app"
EMAIL = "email"
RECOVERY = "recovery"
STEP = 30  # seconds a code stands in the app
DRIFT = 1  # steps a phone's clock may be wrong, either way


class FactorAdapter(DefaultMFAAdapter):
    """What django-allauth stores of secrets is sealed."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return unseal(encrypted_text)


class AlreadySetUpError(Exception):
    """The person has an app already, and it is taken away before another comes in its place."""


def demanded(site: str) -> bool:
    """Return whether everybody on the site must show a second factor (SEKRETARIAT_SECOND_FACTOR)."""
    return site in settings.SECOND_FACTOR


def email_code_on(site: str) -> bool:
    """Return whether a code by e-mail will do on the site for who has no app."""
    return site == "supplier" and settings.SUPPLIER_EMAIL_CODE


def asked_at_sign_in(site: str, person: Person) -> str:
    """Return what the person must show besides the password: APP, EMAIL or nothing.

    Who has an app is asked for it everywhere, demanded or not, and never gets away with an e-mail.
    """
    if app_of(person.id):
        return APP
    return EMAIL if demanded(site) and email_code_on(site) else ""


def app_of(person_id: UUID) -> Authenticator | None:
    """Return the person's app, or None."""
    return Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.TOTP).first()


def new_secret() -> str:
    """Return a new secret for an app."""
    return generate_totp_secret()


def spaced(secret: str) -> str:
    """Return a secret in groups of four, as a person types it."""
    return " ".join(re.findall(".{1,4}", secret))


def picture(person: Person, secret: str) -> str:
    """Return the QR code as a data address: no inline script or style on the page."""
    drawn = io.BytesIO()
    address = FactorAdapter().build_totp_url(person, secret)
    qrcode.make(address, image_factory=SvgPathImage).save(drawn)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.getvalue()).decode()}"


def step_of(secret: str, code: str, after: int = -1) -> int | None:
    """Return which step of the clock the code belongs to, later than step `after`; None for a wrong one."""
    now, given = int(time.time()) // STEP, plain(code)
    right = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        is_it = hmac.compare_digest(format_hotp_value(hotp_value(secret, step)), given)
        right = step if is_it and step > after and right is None else right
    return right


def plain(code: str) -> str:
    """Return the ASCII digits and letters of a code as it was typed."""
    return re.sub(r"[^0-9A-Za-z]", "", code)


@transaction.atomic
def set_up(*, person: Person, secret: str, code: str, by: Actor) -> bool:
    """Store the app whose secret gives the code, with new recovery codes; return whether the code was right.

    The code is used up by it. Raises AlreadySetUpError where there is an app already.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if app_of(person.id):
        raise AlreadySetUpError
    step = step_of(secret, code)
    if step is None:
        return False
    data = {"secret": seal(secret), "last_step": step}
    Authenticator(user=person, type=Authenticator.Type.TOTP, data=data).save()
    _new_codes(person)
    record(person, "set_up_second_factor", by=by)
    tell(person, _("Totrinsbekræftelse er slået til på din adgang."))
    return True


@transaction.atomic
def use_app_code(person: Person, code: str) -> bool:
    """Return whether the app's code is right; it is used up, for two at once, too (RFC 6238, 5.2)."""
    stored = Authenticator.objects.select_for_update().filter(user_id=person.pk, type=Authenticator.Type.TOTP)
    app = stored.first()
    if app is None:
        return False
    step = step_of(unseal(app.data["secret"]), code, after=app.data.get("last_step", -1))
    if step is None:
        return False
    app.data["last_step"] = step
    app.save(update_fields=["data"])
    app.record_usage()
    return True


@transaction.atomic
def use_recovery_code(person: Person, code: str, *, by: Actor) -> bool:
    """Return whether the code is one of the person's unused recovery codes; it is used up."""
    stored = Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.RECOVERY_CODES).first()
    if stored is None or not RecoveryCodes(stored).validate_code(plain(code)):
        return False
    record(person, "use_recovery_code", by=by)
    tell(person, _("Der er logget ind på din adgang med en nødkode."))
    return True


def recovery_codes(person_id: UUID) -> list[tuple[str, bool]]:
    """Return the person's recovery codes, each with whether it is used."""
    stored = Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.RECOVERY_CODES).first()
    if stored is None:
        return []
    used = stored.data["used_mask"]
    return [
        (f"{code[:4]} {code[4:]}", bool(used & 1 << at))
        for at, code in enumerate(RecoveryCodes(stored).generate_codes())
    ]


@transaction.atomic
def make_codes_anew(*, person: Person, by: Actor) -> None:
    """Make ten new recovery codes; the former ones stop working."""
    Person.objects.select_for_update().get(pk=person.pk)
    _new_codes(person)
    record(person, "make_recovery_codes", by=by)
    tell(person, _("Der er lavet nye nødkoder til din adgang. De gamle virker ikke længere."))


def _new_codes(person: Person) -> None:
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(person)


@transaction.atomic
def remove(*, person: Person, by: Actor) -> None:
    """Take away one's own app and recovery codes."""
    if Authenticator.objects.filter(user=person).delete()[0]:
        record(person, "remove_second_factor", by=by)
        tell(person, _("Totrinsbekræftelse er slået fra på din adgang."))


def tell(person: Person, what: str) -> None:
    """Write to a person that something about its access was changed, in the language of the page."""
    context = {"name": person.name, "what": what}
    queue_mail(to=[person.email], template="accounts/changed", context=context, language=get_language() or "")
