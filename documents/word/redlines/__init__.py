"""Reading what somebody changed in a Word file: tracked changes, comments, and changes nobody marked.

Runs in the limited process (documents.word.child); nothing here imports Django. documents.word.reading is
the way in for the rest of the house.
"""
