"""Overviews over the year: for the secretariat, for the board in totals only, and for each municipality."""
