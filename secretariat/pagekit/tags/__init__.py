"""The tags and filters that templatetags/pagekit.py gives to templates, one file per kind."""
