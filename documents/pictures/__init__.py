"""Pages of a PDF as pictures and words, made in a process of its own."""
