"""The histories of a system and of a supplier: what was done with each, and with what lies in it."""

from uuid import UUID

from register.models import Supplier, System
from workflows.story import Story


def story_of_system(system: System) -> Story:
    """Return what a system's history is about: itself, and each use by the municipality's name."""
    subjects: dict[UUID, str] = {system.pk: ""}
    uses = system.uses.select_related("municipality")
    subjects |= {each.pk: f"systemet hos {each.municipality}" for each in uses}
    return Story(f"Systemet {system.name}", subjects)


def story_of_supplier(supplier: Supplier) -> Story:
    """Return what a supplier's history is about: the supplier with its contacts, and each of its systems."""
    subjects: dict[UUID, str] = {supplier.pk: ""}
    subjects |= {each.pk: f"systemet {each.name}" for each in supplier.systems.all()}
    return Story(f"Leverandøren {supplier.name}", subjects)
