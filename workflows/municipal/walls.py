"""Walls of the municipal log: it may be added to and read, never changed."""

from walls.declare import Municipal

MUNICIPAL = [
    Municipal("workflows_municipal_municipallogentry", "SI", "append-only"),
    Municipal("workflows_municipal_municipalseal", "S", "its chain; the definer function alone adds to it"),
]
