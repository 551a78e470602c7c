"""A catalogue of translations, read and written as a .po file, and compiled without any other program."""

import ast
import re
import struct
from collections.abc import Iterable
from pathlib import Path

Said = tuple[str, ...]  # one form, or singular and plural
HEADING = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


def read(path: Path) -> dict[Said, Said]:
    """Return the catalogue: what is said, and its English forms (empty where none is written yet)."""
    if not path.exists():
        return {}
    found: dict[Said, Said] = {}
    for entry in path.read_text(encoding="utf-8").split("\n\n"):
        parts: dict[str, str] = {}
        key = ""
        for line in entry.splitlines():
            if line.startswith("msg"):
                key = line.split(" ", 1)[0]
            if key and not line.startswith("#"):
                parts[key] = parts.get(key, "") + "".join(_QUOTED.findall(line))
        if parts.get("msgid"):
            words = {name: ast.literal_eval(f'"{text}"') for name, text in parts.items()}
            said = tuple(words[name] for name in ("msgid", "msgid_plural") if name in words)
            found[said] = tuple(text for name, text in words.items() if name.startswith("msgstr"))
    return found


def write(path: Path, catalogue: dict[Said, Said]) -> None:
    """Write the catalogue sorted, and beside it its compiled form."""
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = [_entry(said, english) for said, english in sorted(catalogue.items())]
    path.write_text("\n".join([HEADING, *entries]), encoding="utf-8")
    path.with_suffix(".mo").write_bytes(compiled(catalogue))


def _entry(said: Said, english: Said) -> str:
    lines = ["#, python-format"] if re.search(r"%\(\w+\)[sd]", said[0]) else []
    lines += [f"{name} {_quoted(text)}" for name, text in zip(("msgid", "msgid_plural"), said, strict=False)]
    if len(said) == 1:
        lines.append(f"msgstr {_quoted(english[0] if english else '')}")
    else:
        forms = english or ("", "")
        lines += [f"msgstr[{number}] {_quoted(text)}" for number, text in enumerate(forms)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def compiled(catalogue: dict[Said, Said]) -> bytes:
    """Return the catalogue in the form that Python's gettext reads: GNU .mo, sorted, no hash table."""
    heading = "".join(ast.literal_eval(f'"{text}"') for text in _QUOTED.findall(HEADING))
    pairs = {"": heading} | {
        "\0".join(said): "\0".join(english) for said, english in catalogue.items() if any(english)
    }
    rows = sorted((key.encode(), value.encode()) for key, value in pairs.items())
    start = 7 * 4
    data_start = start + 16 * len(rows)
    tables, data = _tables([key for key, _ in rows], data_start), b"".join(key + b"\0" for key, _ in rows)
    tables += _tables([value for _, value in rows], data_start + len(data))
    data += b"".join(value + b"\0" for _, value in rows)
    head = struct.pack("<7I", 0x950412DE, 0, len(rows), start, start + 8 * len(rows), 0, data_start)
    return head + tables + data


def _tables(texts_given: Iterable[bytes], offset: int) -> bytes:
    table = b""
    for text in texts_given:
        table += struct.pack("<2I", len(text), offset)
        offset += len(text) + 1
    return table
