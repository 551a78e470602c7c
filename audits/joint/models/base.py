"""What every table of the room has: a UUID, and whose supplier's case it belongs to."""

import uuid

from django.db import models


class Row(models.Model):
    """A row with a UUID; URLs carry it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class SupplierRow(Row):
    """A row that the case's supplier may see; the row policy compares `supplier_id` with the caller."""

    supplier_id = models.UUIDField(editable=False, db_index=True)

    class Meta:
        abstract = True
