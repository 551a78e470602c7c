"""The list of agreements, and what is done to many of them at once."""
