"""Changes at suppliers: proposed, looked at, confirmed, and carried out on their day."""
