"""The Django project: settings, the three sites' addresses, and the secretariat's own desk.

Deliberately empty of imports: `secretariat.embedded` is used before Django is installed.
"""
