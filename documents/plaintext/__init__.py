"""The words of Word and Excel files, read in a limited process."""
