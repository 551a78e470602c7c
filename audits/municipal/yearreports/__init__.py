"""A municipality's year reports: made by itself of its own record, kept in its own schema."""
