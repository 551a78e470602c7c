"""A small case of the tests' own, for what every case has in common."""

import uuid

from django.apps.registry import Apps
from django.db import models

from walls import names
from walls.apply import run_script
from walls.callers import Caller, acting_as
from workflows.states import StateField, step

REST = "Hvil dig først."


def has_rested(errand: "Errand") -> str | None:
    """The guard of `finish`."""
    return None if errand.rested else REST


class Errand(models.Model):
    """Somebody goes, rests and finishes."""

    class State(models.TextChoices):
        PLANNED = "planned", "planlagt"
        UNDER_WAY = "under_way", "undervejs"
        DONE = "done", "afsluttet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    state = StateField(State, default=State.PLANNED)
    rested = models.BooleanField(default=False)
    note = models.TextField(default="")
    facts = models.JSONField(default=dict)

    class Meta:
        apps = Apps()  # no other test sees this model
        app_label = "workflows"
        db_table = "workflows_errand"
        verbose_name = "ærindet"

    @step("state", source=State.PLANNED, target=State.UNDER_WAY, permission="errands.go", label="Gå")
    def go(self, note: str = "") -> None:
        """Set out."""
        self.note = note
        self.facts["seen"]["bridge"] = True

    @step(
        "state",
        source=State.UNDER_WAY,
        target=State.DONE,
        permission="errands.finish",
        label="Afslut",
        guards=[has_rested],
    )
    def finish(self) -> None:
        """Come home."""


def make_table() -> None:
    """Make the table, open to the secretariat, in the present transaction or for good."""
    columns = "id uuid PRIMARY KEY, state text, rested boolean, note text, facts jsonb"
    with acting_as(Caller.owner()):
        run_script(
            f"CREATE TABLE workflows_errand ({columns}); "
            f'GRANT SELECT, INSERT, UPDATE ON workflows_errand TO "{names.group("secretariat")}"'
        )


def errand(**given: object) -> Errand:
    """Store an errand."""
    row = Errand(**{"facts": {"seen": {}}, **given})
    row.save(force_insert=True)
    return row
