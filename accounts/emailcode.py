"""A code by e-mail as second factor: for one sign-in, ten minutes, once."""

import secrets
import time

from allauth.account.internal.stagekit import stash_login
from allauth.account.stages import LoginStage
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language

from accounts import limits
from workflows.mail import queue_mail

LASTS = 10 * 60


def send(stage: LoginStage) -> None:
    """Send a new code, which replaces the former; raises TooManyError where too many were sent already."""
    person = stage.login.user
    limits.attempt(stage.request, "mail", person.email)
    code, salt = f"{secrets.randbelow(10**6):06d}", secrets.token_hex(8)
    stage.state.update(salt=salt, digest=_digest(salt, code), until=int(time.time()) + LASTS)
    stash_login(stage.request, stage.login)
    told = {"name": person.name, "code": f"{code[:3]} {code[3:]}", "minutes": LASTS // 60}
    queue_mail(to=[person.email], template="accounts/code", context=told, language=get_language() or "")


def use(stage: LoginStage, code: str) -> bool:
    """Return whether it is the code that was sent last; it is used up."""
    right = (
        "digest" in stage.state
        and time.time() < stage.state["until"]
        and constant_time_compare(stage.state["digest"], _digest(stage.state["salt"], code))
    )
    if right:
        del stage.state["digest"]
        stash_login(stage.request, stage.login)
    return right


def _digest(salt: str, code: str) -> str:
    return salted_hmac(f"accounts.emailcode.{salt}", code, algorithm="sha256").hexdigest()
