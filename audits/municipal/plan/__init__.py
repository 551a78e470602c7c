"""The municipality's plan of supervision for a year: put before it, and adopted by it."""
