"""The values of a PDF's dictionaries, as far as its locks need them."""

import re
from dataclasses import dataclass
from typing import Any

_SPACE = re.compile(rb"(?:\s|%[^\r\n]{0,500}[\r\n]|\0){0,500}")
_REF = re.compile(rb"(\d{1,9})\s{1,5}(\d{1,5})\s{1,5}R\b")
_NUMBER = re.compile(rb"[+-]?\d{1,12}(?:\.\d{0,12})?")
_NAME = re.compile(rb"/([^\s/<>\[\]()%\0]{0,127})")
_WORD = re.compile(rb"true|false|null")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{0,2000})>")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WORDS = {b"true": True, b"false": False, b"null": None}
_DEEPEST = 8
_LONGEST = 2_000


@dataclass(frozen=True)
class Ref:
    """A reference to another object: 5 0 R."""

    number: int
    generation: int


class _OddError(ValueError):
    """What stands there is no value."""


def value_at(content: bytes, place: int) -> Any:
    """The value that begins there: dict, list, bytes (a string), str (a name), number or Ref; else None."""
    try:
        return _Reader(content, place).value(0)
    except (_OddError, IndexError):
        return None


class _Reader:
    def __init__(self, content: bytes, place: int) -> None:
        self.content, self.place = content, place

    def value(self, depth: int) -> Any:
        """The value at the place, which moves behind it."""
        if depth > _DEEPEST:
            raise _OddError
        self._skip()
        if self._take(b"<<"):
            return self._dictionary(depth)
        if self._take(b"["):
            return self._list(depth)
        if self._take(b"("):
            return self._string()
        return self._simple()

    def _simple(self) -> Any:
        if found := self._match(_HEX):
            digits = b"".join(found.group(1).split())
            return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
        if found := self._match(_NAME):
            return found.group(1).decode("latin-1")
        if found := self._match(_REF):
            return Ref(int(found.group(1)), int(found.group(2)))
        if found := self._match(_NUMBER):
            return float(found.group(0)) if b"." in found.group(0) else int(found.group(0))
        if found := self._match(_WORD):
            return _WORDS[found.group(0)]
        raise _OddError

    def _dictionary(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for _ in range(100):
            self._skip()
            if self._take(b">>"):
                return found
            name = self._match(_NAME)
            if name is None:
                raise _OddError
            found[name.group(1).decode("latin-1")] = self.value(depth + 1)
        raise _OddError

    def _list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        for _ in range(100):
            self._skip()
            if self._take(b"]"):
                return found
            found.append(self.value(depth + 1))
        raise _OddError

    def _string(self) -> bytes:
        out, open_ones = bytearray(), 1
        while len(out) < _LONGEST:
            byte = self.content[self.place : self.place + 1]
            self.place += 1
            if byte == b"\\":
                out += self._escaped()
                continue
            open_ones += (byte == b"(") - (byte == b")")
            if not byte or not open_ones:
                return bytes(out)
            out += byte
        raise _OddError

    def _escaped(self) -> bytes:
        if octal := self._match(re.compile(rb"[0-7]{1,3}")):
            return bytes([int(octal.group(0), 8) % 256])
        if self._match(re.compile(rb"\r\n|\r|\n")):
            return b""
        byte = self.content[self.place : self.place + 1]
        self.place += 1
        return _ESCAPES.get(byte, byte)

    def _skip(self) -> None:
        if found := _SPACE.match(self.content, self.place):
            self.place = found.end()

    def _take(self, mark: bytes) -> bool:
        if self.content.startswith(mark, self.place):
            self.place += len(mark)
            return True
        return False

    def _match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes] | None:
        found = pattern.match(self.content, self.place)
        if found:
            self.place = found.end()
        return found
