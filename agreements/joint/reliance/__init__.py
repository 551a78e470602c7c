"""What rests on whom: every known sub-processor, and who is touched when something happens there."""
