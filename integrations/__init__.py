"""Outside systems, one small folder each. They stand above the rooms they serve."""
