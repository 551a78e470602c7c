"""Suppliers, IT systems, who uses what, and the import of the members' portfolio."""
