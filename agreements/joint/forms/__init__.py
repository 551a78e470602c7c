"""Forms of the joint agreements."""
