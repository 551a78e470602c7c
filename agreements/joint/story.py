"""The history of a common text, with the agreements made of it."""

from agreements.joint.models import CommonText
from workflows.story import Story


def story_of(text: CommonText) -> Story:
    """Return what the history of the text is about, each agreement named by its municipality."""
    issued = text.issued.values_list("id", "municipality_name")
    subjects = {text.id: "", **{each: f"aftalen med {name}" for each, name in issued}}
    return Story(f"{text.number} {text.title}", subjects, facts={"supplier": text.supplier.name})
