"""Locked PDFs: can the file be opened without a password?

A PDF may have two passwords. The owner's only forbids printing or editing, and auditors set it on nearly
every statement; the user's is needed to open the file. Which of the two it is, the file tells: the empty
password either fits or not (ISO 32000-2, 7.6.4.4, algorithms 4, 5, 6 and 11).
"""

import hashlib
import mmap
import re
import shutil
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice, product
from typing import Any, BinaryIO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from documents.checks.pdfvalues import Ref, value_at
from documents.checks.refusal import RefusedFileError

UNLOCK = "Fjern adgangskoden, gem filen igen, og send den nye fil. Beskyttelse mod redigering er i orden."
_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_LONGEST = 16_000
_ENCRYPT = re.compile(rb"/Encrypt\b")
_ID = re.compile(rb"/ID\s?(?=\[)")
_MOST = 8


def is_locked(file: BinaryIO) -> bool:
    """True where the file is protected but opens without a password, False where it is not protected.

    Raises RefusedFileError where it cannot be opened without a password or a certificate.
    """
    with _mapped(file) as content:
        named = [value for at in _first(_ENCRYPT, content) for value in [_value(content, at)]]
        named = [value for value in named if isinstance(value, dict | Ref)]
        if not named:
            return False
        locks = [_object(content, value) if isinstance(value, Ref) else value for value in named]
        ids = [value[0] for at in _first(_ID, content) if (value := _value(content, at))]
    known = [lock for lock in locks if isinstance(lock, dict) and lock.get("Filter") == "Standard"]
    if not known:
        raise RefusedFileError("PDF-filen er låst, så kun bestemte personer kan åbne den.", UNLOCK)
    firsts = [first for first in ids if isinstance(first, bytes)] or [b""]
    if not any(opens_without_password(lock, first) for lock, first in product(known, firsts)):
        raise RefusedFileError("PDF-filen kan ikke åbnes uden en adgangskode.", UNLOCK)
    return True


@contextmanager
def _mapped(file: BinaryIO) -> Iterator[mmap.mmap]:
    """The content to search in, without taking it into memory."""
    with ExitStack() as stack:
        try:
            handle = file.fileno()
        except OSError:
            copy = stack.enter_context(tempfile.TemporaryFile())
            file.seek(0)
            shutil.copyfileobj(file, copy)
            copy.flush()
            handle = copy.fileno()
        yield stack.enter_context(mmap.mmap(handle, 0, access=mmap.ACCESS_READ))


def _first(pattern: re.Pattern[bytes], content: mmap.mmap) -> list[int]:
    """Where the first few finds end."""
    return [found.end() for found in islice(pattern.finditer(content), _MOST)]


def _value(content: mmap.mmap, place: int) -> Any:
    return value_at(content[place : place + _LONGEST], 0)


def _object(content: mmap.mmap, ref: Ref) -> Any:
    """The last object of that number: a changed file has its newest objects at the end."""
    begins = re.compile(rb"(?<!\d)%d\s{1,5}%d\s{1,5}obj\b" % (ref.number, ref.generation))
    last = deque(begins.finditer(content), maxlen=1)
    return _value(content, last[0].end()) if last else None


def opens_without_password(lock: dict[str, Any], first_id: bytes) -> bool:
    """True where the empty user password fits the encryption dictionary."""
    revision, user = lock.get("R"), lock.get("U")
    if not isinstance(user, bytes) or not isinstance(lock.get("O"), bytes):
        return False
    if revision in (5, 6) and len(user) >= 48:
        made = hashlib.sha256(user[32:40]).digest() if revision == 5 else _hardened(user[32:40])
        return made == user[:32]
    if revision not in (2, 3, 4) or not isinstance(lock.get("P"), int):
        return False
    key = _key(lock, first_id)
    if revision == 2:
        return _rc4(key, _PADDING) == user[:32]
    made = hashlib.md5(_PADDING + first_id, usedforsecurity=False).digest()
    for turn in range(20):
        made = _rc4(bytes(byte ^ turn for byte in key), made)
    return made == user[:16]


def _key(lock: dict[str, Any], first_id: bytes) -> bytes:
    """Algorithm 2 with the empty password."""
    revision, bits = lock["R"], lock.get("Length", 40)
    length = 5 if revision == 2 else 16 if revision == 4 else bits // 8 if isinstance(bits, int) else 5
    length = min(max(length, 5), 16)
    words = _PADDING + lock["O"][:32] + (lock["P"] & 0xFFFFFFFF).to_bytes(4, "little") + first_id
    if revision == 4 and lock.get("EncryptMetadata") is False:
        words += b"\xff\xff\xff\xff"
    key = hashlib.md5(words, usedforsecurity=False).digest()
    for _ in range(50 if revision >= 3 else 0):
        key = hashlib.md5(key[:length], usedforsecurity=False).digest()
    return key[:length]


def _rc4(key: bytes, content: bytes) -> bytes:
    """RC4 of a few bytes; old PDFs are locked with it."""
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in content:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _hardened(salt: bytes) -> bytes:
    """Algorithm 2.B with the empty password: at least 64 turns of AES and a hash chosen by the outcome."""
    key, turn, last = hashlib.sha256(salt).digest(), 0, 0
    while turn < 64 or last > turn - 32:
        cipher = Cipher(algorithms.AES128(key[:16]), modes.CBC(key[16:32])).encryptor()
        mixed = cipher.update(key * 64)
        name = ("sha256", "sha384", "sha512")[sum(mixed[:16]) % 3]
        key, last, turn = hashlib.new(name, mixed).digest(), mixed[-1], turn + 1
    return key[:32]
