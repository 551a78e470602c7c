"""Municipality × agreement: where each stands, what holds it back, and totals on both edges."""

from agreements.joint.matrix.choice import Choice
from agreements.joint.matrix.page import Matrix, Row, matrix

__all__ = ["Choice", "Matrix", "Row", "matrix"]
