"""What the municipality itself adds to an agreement: remarks, files, journal number, KLE; who saw it when."""
