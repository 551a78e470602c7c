"""What the worker can do for the project's own rooms; workflows finds this module."""

from secretariat.package import jobs as package

__all__ = ["package"]
