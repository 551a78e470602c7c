"""The walls in the database: who code acts as, roles, grants and row policies.

The lowest floor of the house: it knows no model. Each room declares in its own `walls.py` which
of its tables each group of callers may reach.
"""
