"""The pages' common parts: template tags, form rendering, Danish dates and numbers. Knows no room."""
