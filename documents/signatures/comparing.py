"""Whether the text of a signed PDF is the text that was sent. No Django here."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from documents.signatures import lines
from documents.signatures.facts import Difference, ExtraPage, TextFacts
from documents.signatures.looking import drawn_over
from documents.signatures.pages import Page

SAME_TEXT = 0.5  # below this share of common runs of three words it is another text
FOREIGN = 0.3
MOST_SHOWN = 60
MOST_WORDS = 300  # of one difference
CONTEXT = 8
APART = 3  # changes nearer to each other than this are shown as one
Word = tuple[int, str]

# What a signing service writes on its own pages, in the words of those that Danish parties use.
_SIGNING = re.compile(
    r"underskr|signatur|signer|signed|dokumentn[øo]gle|document key|transaktion|transaction|penneo|addo|"
    r"mitid|nemid|scrive|docusign|visma|forside|envelope",
    re.IGNORECASE,
)
# What only an agreement says: a page that says it is no mere cover, whatever else stands on it.
_BINDING = re.compile(
    r"\b(frist\w*|dage|dages|timer|timers|måned\w*|uge|uger|aftaler|aftales|aftalt|fravig\w*|fravær|uanset|hæft\w*|"
    r"erstatning\w*|vederlag\w*|ansvar\w*|pkt|punkt\w*|bilag\w*|databehandleren\w*|underdatabehandler\w*|"
    r"bortfald\w*|gælder|gældende|ikke|ændr\w*|tilføj\w*|tillæg\w*|vilkår\w*|bestemmelse\w*|stedet|"
    r"not|days|hours|shall|amend\w*|clause\w*|liab\w*|annex\w*)\b",
    re.IGNORECASE,
)


def compare(
    signed: list[Page], sent: list[Page] | None, sent_lines: list[str], heads: set[str], number: str = ""
) -> TextFacts:
    """Compare the pages of a signed file with the sent PDF, or with the lines of the sent Word file.

    `heads` are the running heads of the Word file, which a PDF repeats on each page. A file without the
    agreement's `number` is of another agreement, however alike the two are.
    """
    papers = [page.lines for page in signed]
    sent_papers = [page.lines for page in sent] if sent is not None else [sent_lines]
    sent_heads = {lines.without_number(each) for each in heads} | (
        lines.running(sent_papers) if sent else set()
    )
    ours = lines.body(sent_papers, sent_heads if sent else set(), set())
    own_lines = {lines.without_number(line) for paper in sent_papers for line in paper}
    stamps = {
        each for each in lines.everywhere(papers) if each not in own_lines | sent_heads and _is_harmless(each)
    }
    theirs = lines.body(papers, sent_heads, stamps)
    pictures = _without_words(signed, sent)
    if not theirs:
        return TextFacts(picture_pages=pictures, hidden=_hidden(signed, sent))
    first, last, extra = _covers(theirs, ours, len(signed))
    inner = [word for word in theirs if first < word[0] < last]
    facts = {
        "words": len(inner),
        "extra_pages": extra,
        "stamps": sorted(stamps),
        "hidden": _hidden(signed, sent),
        "picture_pages": pictures,
    }
    if _likeness(inner, ours) < SAME_TEXT or _lacks(number, papers, sent_papers):
        return TextFacts(outcome="another", **facts)  # type: ignore[arg-type]
    found = [*_notes(signed, sent), *_differences(ours, inner)]
    over, anew = drawn_over(signed[first : last - 1], sent, first) if sent else ([], False)
    return TextFacts(
        outcome="differs" if found else "same",
        differences=found[:MOST_SHOWN],
        count=len(found),
        drawn_over=over,
        laid_out_anew=anew,
        **facts,  # type: ignore[arg-type]
    )


def _without_words(signed: list[Page], sent: list[Page] | None) -> list[int]:
    """Return the pages that say something without words, before, in or behind the agreement.

    Whoever signs the file signs them too. One that was sent looking just so is none of them.
    """
    known = {page.drawn for page in sent or [] if not page.lines}
    return [
        number
        for number, page in enumerate(signed, 1)
        if not page.lines and (page.has_picture or page.has_ink) and page.drawn not in known
    ]


def _is_harmless(text: str) -> bool:
    return bool(_SIGNING.search(text)) and not _BINDING.search(text)


def _lacks(number: str, papers: list[list[str]], sent_papers: list[list[str]]) -> bool:
    return bool(number) and _says(sent_papers, number) and not _says(papers, number)


def _says(papers: list[list[str]], number: str) -> bool:
    said = "".join(line for paper in papers for line in paper)
    return lines.alike(number).replace(" ", "") in lines.alike(said).replace(" ", "")


def _hidden(signed: list[Page], sent: list[Page] | None) -> list[str]:
    known = " ".join(page.hidden for page in sent or [])
    return [page.hidden[:500] for page in signed if page.hidden and page.hidden not in known]


def _notes(signed: list[Page], sent: list[Page] | None) -> Iterator[Difference]:
    """Comments and filled-in fields are words on top of the agreement."""
    known = {note for page in sent or [] for note in page.notes}
    for number, page in enumerate(signed, 1):
        for note in page.notes:
            if note not in known:
                yield Difference("Kommentar eller felt oven på siden:", "", note, number)


def _covers(theirs: list[Word], ours: list[Word], count: int) -> tuple[int, int, list[ExtraPage]]:
    """Return the last page before and the first after the agreement, and those around it with their words.

    A page that says what only an agreement says is no cover; it stays among the extra pages as not harmless.
    """
    known = lines.triples(word for _, word in ours)
    words: dict[int, list[str]] = {}
    for page, word in theirs:
        words.setdefault(page, []).append(word)

    def foreign(page: int) -> bool:
        own = words.get(page, [])
        runs = lines.triples(own)
        if len(own) < 3:
            return not own
        return sum((runs & known).values()) < FOREIGN * sum(runs.values())

    first, last = 0, count + 1
    while first + 1 < last and foreign(first + 1):
        first += 1
    while last - 1 > first and foreign(last - 1):
        last -= 1
    around = [*range(1, first + 1), *range(last, count + 1)]
    texts = {page: " ".join(words[page]) for page in around if page in words}
    if len(texts) == len(words):  # no page is ours: nothing is a cover
        return 0, count + 1, []
    return first, last, [ExtraPage(page, text[:4000], _is_harmless(text)) for page, text in texts.items()]


def _likeness(theirs: list[Word], ours: list[Word]) -> float:
    """Return the share of runs of three words that the two have in common, of the shorter one."""
    one, other = lines.triples(word for _, word in theirs), lines.triples(word for _, word in ours)
    shortest = min(sum(one.values()), sum(other.values()))
    return sum((one & other).values()) / max(shortest, 1)


def _differences(ours: list[Word], theirs: list[Word]) -> list[Difference]:
    sent, signed = [word for _, word in ours], [word for _, word in theirs]
    found = []
    for a1, a2, b1, b2 in _changes(sent, signed):
        gone, come = sent[a1:a2], signed[b1:b2]
        if "".join(gone) == "".join(come):
            continue  # the same letters with other spaces
        page = theirs[min(b1, len(theirs) - 1)][0]
        before = " ".join(signed[max(0, b1 - CONTEXT) : b1])
        found.append(Difference(before, _shown(gone), _shown(come), page))
    return found


def _shown(words: list[str]) -> str:
    more = len(words) - MOST_WORDS
    return " ".join(words[:MOST_WORDS]) + (f" … (og {more} ord til)" if more > 0 else "")


def _changes(sent: list[str], signed: list[str]) -> list[list[int]]:
    start = 0
    shortest = min(len(sent), len(signed))
    while start < shortest and sent[start] == signed[start]:
        start += 1
    end = 0
    while end < shortest - start and sent[-1 - end] == signed[-1 - end]:
        end += 1
    a, b = sent[start : len(sent) - end], signed[start : len(signed) - end]
    merged: list[list[int]] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        place = [a1 + start, a2 + start, b1 + start, b2 + start]
        if merged and place[0] - merged[-1][1] <= APART and place[2] - merged[-1][3] <= APART:
            merged[-1][1], merged[-1][3] = place[1], place[3]
        else:
            merged.append(place)
    return merged
