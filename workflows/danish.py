"""Danish words and order, independent of the database server's collation."""

MONTHS = [
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
]
_ORDER = {"æ": "{a", "ä": "{a", "ø": "{b", "ö": "{b", "å": "{c", "é": "e", "è": "e", "ü": "y"}


def sort_key(text: str) -> str:
    """Return a key that sorts as Danish does: æ ø å last, `aa` as å, case and accents aside."""
    lowered = text.casefold().replace("aa", "å")
    return "".join(_ORDER.get(letter, letter) for letter in lowered)


def slug(text: str) -> str:
    """Return the text as a host name or schema name: æ→ae, ø→oe, å→aa, the rest a-z and digits."""
    lowered = text.casefold().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    return "".join(letter for letter in lowered if letter.isascii() and letter.isalnum())
