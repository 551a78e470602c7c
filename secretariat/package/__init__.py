"""The documentation package: the authority's four questions answered from a municipality's own record."""
