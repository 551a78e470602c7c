"""Notices of new sub-processors, done once for all: received, forwarded, assessed, closed."""
