"""The status matrix: members down, the year's reports across, totals on both edges."""

from secretariat.overviews.matrix.page import Matrix, matrix
from secretariat.overviews.matrix.reading import Reading

__all__ = ["Matrix", "Reading", "matrix"]
