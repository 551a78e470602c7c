"""Last days of notice and expiry: the calendar's page and its feed."""
