"""The plan: what should be supervised next and why, when statements are expected, and who has what."""
