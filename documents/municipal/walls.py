"""Walls of a municipality's files."""

from walls.declare import Municipal

MUNICIPAL = [
    Municipal("documents_municipal_municipalfile", "SIU", "its own files; a later scan changes their state"),
    Municipal("documents_municipal_package", "SIU", "its documentation packages; the worker adds the file"),
]
