"""The municipality's own supervision of what is not supervised jointly."""
