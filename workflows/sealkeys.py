"""The key that the log's daily heads are signed with (Ed25519)."""

import base64
import os
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SEED = 32


def signing_key() -> Ed25519PrivateKey:
    """Return the key the heads are signed with.

    It comes from SEKRETARIAT_SEAL_KEY (32 bytes in base64); outside production one is made in the data
    folder. Raises ImproperlyConfigured in production where it is missing, and anywhere for what is no key.
    """
    return private_key(settings.SEAL_KEY or _own_key())


@cache
def private_key(text: str) -> Ed25519PrivateKey:
    """Return the key that 32 bytes in base64 are; raises ImproperlyConfigured for anything else."""
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text, validate=True))
    except ValueError:
        raise ImproperlyConfigured("SEKRETARIAT_SEAL_KEY er ikke 32 byte i base64") from None


def known_keys() -> dict[str, Ed25519PublicKey]:
    """Return the public keys that heads may be signed with, by id: the present one's and the named ones.

    Who only verifies in production needs no private key, just SEKRETARIAT_SEAL_PUBLIC_KEYS.
    """
    former = [
        Ed25519PublicKey.from_public_bytes(base64.b64decode(each)) for each in settings.SEAL_PUBLIC_KEYS
    ]
    present = [signing_key().public_key()] if settings.SEAL_KEY or not settings.PRODUCTION else []
    return {key_id(each): each for each in (*present, *former)}


def key_id(key: Ed25519PublicKey) -> str:
    """Return the short name of a public key."""
    return sha256(key.public_bytes_raw()).hexdigest()[:16]


def write_once(path: Path, text: str) -> None:
    """Write a file that was not there, readable for its owner only, and wait until the disk has it.

    Raises FileExistsError for one that is there.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _own_key() -> str:
    if settings.PRODUCTION:
        raise ImproperlyConfigured("SEKRETARIAT_SEAL_KEY mangler")
    path = Path(settings.DATA_DIR) / "seal.key"
    if not path.exists():
        with suppress(FileExistsError):  # another process was first
            write_once(path, base64.b64encode(os.urandom(SEED)).decode())
    return path.read_text(encoding="utf-8").strip()
