"""What the worker does in a municipality's name; found by workflows.apps."""

from agreements.municipal.intake import jobs as intake
from agreements.municipal.notices import jobs as notices

__all__ = ["intake", "notices"]
