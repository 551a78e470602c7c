"""The municipality's pages of supervision."""
