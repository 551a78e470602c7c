"""The status matrix: members down, the year's reports across, totals on both edges."""

from secretariat.overviews.matrix.page import Matrix, matrix
from secretariat.overviews.matrix.reading import Edges, Reading

__all__ = ["Edges", "Matrix", "Reading", "matrix"]
