"""Mandates (fuldmagter): who may bind the municipality in its agreements, given by its own decision maker."""
