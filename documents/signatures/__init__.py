"""What a signed PDF says: who signed, when, whether it was changed, whether it is what was sent."""
