"""The adapter to a signing service, by a plain JSON protocol (docs/operations.md, "Signing service")."""
