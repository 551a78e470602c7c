"""Asking the suppliers' contacts whether they still are, before a round writes to them."""
