"""A new version of a common text: what changed, who gets a supplement, and what it takes the place of."""
