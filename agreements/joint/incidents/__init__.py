"""Incidents: from a supplier or a sub-processor to all the municipalities concerned, in one act."""
