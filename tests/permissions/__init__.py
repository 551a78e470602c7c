"""Who gets in where, a module for each site; see tests/permission_table.py."""
