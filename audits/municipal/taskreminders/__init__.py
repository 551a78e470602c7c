"""Reminding those whom the municipality has made responsible for a task."""
