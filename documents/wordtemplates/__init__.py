"""The shipped Word templates, written as code: text, fields and looks.

bin/build-word-templates makes the files in templates/word/.
"""
