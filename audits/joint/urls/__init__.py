"""Addresses of joint audits, by site."""
