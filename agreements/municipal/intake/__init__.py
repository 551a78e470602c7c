"""The municipality's existing agreements, taken in from an Excel index and a pile of files."""
