"""A file that may not come in."""

from django.conf import settings
from django.utils.translation import gettext


class RefusedFileError(ValueError):
    """`problem` says what is wrong with the file, `advice` what its sender can do, in the sender's language.

    Both are given in Danish; what a supplier may meet stands in the English catalogue.
    """

    def __init__(self, problem: str, advice: str) -> None:
        if settings.configured:  # in a limited process nothing is; what it says is said again by who asked
            problem, advice = (gettext(words) if words else "" for words in (problem, advice))
        super().__init__(f"{problem} {advice}")
        self.problem = problem
        self.advice = advice
