"""A municipality's year report: read in its own schema, made by itself."""
