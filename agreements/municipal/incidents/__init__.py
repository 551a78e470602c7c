"""Incidents as a municipality gets them, and its own note of what they meant for it."""
