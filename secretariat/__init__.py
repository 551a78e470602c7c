"""The Django project and the secretariat's own desk."""
