"""The API that the municipalities' own systems read by key (docs/operations.md, "The API")."""
