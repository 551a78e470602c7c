"""Decisions on supervision in the columns of the two systems that municipalities keep them in."""
