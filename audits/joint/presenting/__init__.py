"""Putting a year's plan before the municipalities, each with its own systems."""
