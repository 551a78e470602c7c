"""The secretariat's mailbox, read by IMAP (docs/operations.md, "Postkassen")."""
