"""Which documentation a supervision of each concept wants from the supplier, in its own words."""

from django.utils.translation import gettext as _


def papers_wanted(concept: int) -> str:
    """Return in the supplier's language what it is asked to upload; "" for a concept that wants nothing."""
    words = {
        2: _("Jeres bekræftelse i svarene er nok; filer er valgfrie."),
        3: _("Det, jeres svar bygger på, fx politikker og procedurer."),
        4: _("Et gyldigt certifikat med erklæring om anvendelighed (SoA) eller bevis for en adfærdskodeks."),
        5: _("Den seneste erklæring fra en uafhængig revisor, fx ISAE 3000, ISAE 3402 eller SOC 2."),
        6: _("Politikker, procedurer og det, der skal ses ved et tilsynsbesøg."),
    }
    return words.get(concept, "")


def papers_optional(concept: int) -> bool:
    """Return whether the supplier may hand in without any file and nothing is missing."""
    return concept <= 2  # a confirmation in writing is what concept 2 consists in
