"""Addresses of the joint agreements, one file for each site."""
