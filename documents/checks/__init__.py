"""What an uploaded file is and whether it may come in: by its content, never by what it says it is."""
