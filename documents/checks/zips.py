"""Zip packages looked over before anything in them is unpacked.

A Word or Excel file is a zip. Its list of contents stands at the end, and everything below is read from
that list: a file of a few kilobytes can promise gigabytes, name a million parts, or let parts share bytes.
"""

import stat
import struct
import zipfile
from dataclasses import dataclass
from typing import BinaryIO

from documents.checks.refusal import RefusedFileError

END = b"PK\x05\x06"
LOCAL = b"PK\x03\x04"
LOCAL_LENGTH = 30
END_LENGTH = 22
LOCATOR_LENGTH = 20
BOMB = "Filen er pakket på en måde, som bruges til at lægge systemer ned."
SAVE_AGAIN = "Åbn filen i Word eller Excel, gem den igen, og send den nye fil."


@dataclass(frozen=True)
class Limits:
    """How much a package may hold."""

    parts: int = 5_000
    unpacked: int = 1_500_000_000
    ratio: int = 250
    list_bytes: int = 2_000_000


UPLOADS = Limits()
TEMPLATES = Limits(parts=500, unpacked=50_000_000, ratio=250, list_bytes=200_000)


def opened(file: BinaryIO, limits: Limits = UPLOADS) -> zipfile.ZipFile:
    """The package, opened for reading; raises RefusedFileError for one that is damaged or made to do harm."""
    if _size_of_list(file) > limits.list_bytes:
        raise RefusedFileError("Filen indeholder for mange dele.", SAVE_AGAIN)
    file.seek(0)
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, struct.error, ValueError, OSError) as error:
        raise RefusedFileError("Filen er beskadiget og kan ikke åbnes.", SAVE_AGAIN) from error
    _check(package.infolist(), limits)
    _check_places(file, package.infolist())
    return package


def is_zip(file: BinaryIO) -> bool:
    """True where the file ends as a zip does, whatever it begins with."""
    tail = _tail(file)
    return END in tail


def _tail(file: BinaryIO) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_535 - END_LENGTH - LOCATOR_LENGTH - 56))
    return file.read()


def _size_of_list(file: BinaryIO) -> int:
    """Bytes of the list of contents: what opening the package will read into memory.

    Everything between where the list begins and the end counts, as a list may be longer than it says.
    """
    size = file.seek(0, 2)
    tail = _tail(file)
    place = tail.rfind(END)
    if place < 0 or len(tail) - place < END_LENGTH:
        raise RefusedFileError("Filen er beskadiget: slutningen mangler.", SAVE_AGAIN)
    list_bytes, offset = struct.unpack("<II", tail[place + 12 : place + 20])
    long_end = tail.rfind(b"PK\x06\x06", 0, place)
    if offset == 0xFFFFFFFF or list_bytes == 0xFFFFFFFF:
        if long_end < 0 or place - long_end < 56:
            raise RefusedFileError("Filen er beskadiget: slutningen mangler.", SAVE_AGAIN)
        list_bytes, offset = struct.unpack("<QQ", tail[long_end + 40 : long_end + 56])
    return max(int(list_bytes), size - int(offset) - len(tail) + place)


def _check(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > limits.parts:
        raise RefusedFileError("Filen indeholder for mange dele.", SAVE_AGAIN)
    unpacked, packed = (
        sum(getattr(entry, size) for entry in entries) for size in ("file_size", "compress_size")
    )
    if unpacked > limits.unpacked:
        raise RefusedFileError("Filen fylder for meget, når den pakkes ud.", SAVE_AGAIN)
    if unpacked > 20_000_000 and unpacked > limits.ratio * packed:
        raise RefusedFileError(BOMB, SAVE_AGAIN)
    names = {entry.filename.lower() for entry in entries}
    if len(names) != len(entries):
        raise RefusedFileError("Filen indeholder to dele med samme navn.", SAVE_AGAIN)
    for entry in entries:
        _check_entry(entry, limits)


def _check_entry(entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.file_size > 1_000_000 and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        raise RefusedFileError(BOMB, SAVE_AGAIN)
    if entry.compress_size > entry.file_size + entry.file_size // 100 + 1_000:
        raise RefusedFileError("Filen har dele, der fylder mere, end de siger.", SAVE_AGAIN)
    if entry.flag_bits & 0x1:
        raise RefusedFileError(
            "Filen er beskyttet med adgangskode.", "Fjern adgangskoden, gem filen igen, og send den nye fil."
        )
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedFileError("Filen er pakket på en måde, som Word og Excel ikke bruger.", SAVE_AGAIN)
    name = entry.orig_filename.replace("\\", "/")
    if (
        any(ord(mark) < 32 for mark in name)
        or name.startswith("/")
        or ".." in name.split("/")
        or ":" in name.split("/")[0]
    ):
        raise RefusedFileError("Filen indeholder en del, der peger ud af filen.", SAVE_AGAIN)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise RefusedFileError("Filen indeholder en genvej til en anden fil.", SAVE_AGAIN)


def _check_places(file: BinaryIO, entries: list[zipfile.ZipInfo]) -> None:
    """Parts that lie in the same bytes let a small file unpack to a huge one; a part with another name at its
    own place than in the list is one thing to us and another to who opens it.
    """
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            raise RefusedFileError("Filen indeholder dele, der ligger oven i hinanden.", SAVE_AGAIN)
        file.seek(entry.header_offset)
        head = file.read(LOCAL_LENGTH)
        if len(head) < LOCAL_LENGTH or not head.startswith(LOCAL):
            raise RefusedFileError("Filen er beskadiget og kan ikke åbnes.", SAVE_AGAIN)
        name_length, extra_length = struct.unpack("<HH", head[26:30])
        if file.read(name_length) != _raw_name(entry):
            raise RefusedFileError("Filen har dele, der ikke er, hvad de giver sig ud for.", SAVE_AGAIN)
        end = entry.header_offset + LOCAL_LENGTH + name_length + extra_length + entry.compress_size


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & 0x800 else "cp437")
