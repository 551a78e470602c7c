"""Walls of what the project itself adds to the rooms."""

from walls.declare import Function

FUNCTIONS = [
    Function(
        "secretariat_start_package_v1(uuid)",
        ("municipalities",),
        "the worker makes the package a municipality has ordered, under the municipality's own role",
    )
]
