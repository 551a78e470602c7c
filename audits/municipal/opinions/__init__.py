"""A system owner's opinion of a report, given by a link without an account."""
