"""Secrets of second factors at rest: sealed with a key that the database has not."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class UnknownKeyError(Exception):
    """No key of SEKRETARIAT_FACTOR_KEYS opens what is stored."""


def seal(text: str) -> str:
    """Return the text sealed with the first key."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the text that any of the keys has sealed; raises UnknownKeyError."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise UnknownKeyError from None


def _keys() -> MultiFernet:
    # A key is any long random text; what Fernet takes is made of it.
    made = [base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()) for key in settings.FACTOR_KEYS]
    return MultiFernet([Fernet(key) for key in made])
