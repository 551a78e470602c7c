"""Database backend: django-tenants' own, with a role taken together with the search path."""
