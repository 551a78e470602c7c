"""The files of a municipality's own schema."""
