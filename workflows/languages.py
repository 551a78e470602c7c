"""Which language a mail is written in: Danish, and English for addressees of whom a room above knows it.

An English mail is a wording of its own beside the Danish one, with the same fields: `audits/notice.en` beside
`audits/notice`. A mail that has none is Danish to everybody.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

DANISH, ENGLISH = "da", "en"
Knows = Callable[[Collection[str]], Mapping[str, str]]
_knowing: list[Knows] = []


def knows_languages(teller: Knows) -> Knows:
    """Register a function that tells the languages of the addresses (in lower case) it knows."""
    _knowing.append(teller)
    return teller


def known_languages(addresses: Collection[str]) -> dict[str, str]:
    """Return the language of each address somebody knows, by the address in lower case."""
    asked = {each.lower() for each in addresses if each}
    found: dict[str, str] = {}
    for teller in _knowing if asked else ():
        found.update(teller(asked))
    return found


def by_language(addresses: Sequence[str], known: Mapping[str, str]) -> dict[str, list[str]]:
    """Divide a mail's addressees; of whom nothing is known (a shared mailbox) follows the first.

    Who stands first has the first place in the result, too.
    """
    usual = language_of(addresses, known)
    found: dict[str, list[str]] = {}
    for each in addresses:
        found.setdefault(known.get(each.lower(), usual), []).append(each)
    return found


def language_of(addresses: Sequence[str], known: Mapping[str, str]) -> str:
    """Return the language of the first addressee of whom one is known."""
    return next((known[each.lower()] for each in addresses if each.lower() in known), DANISH)
