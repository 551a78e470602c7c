"""What is done with Word templates, in words."""

from documents.models import WordTemplate
from workflows.deeds import Kind

DEEDS = {
    "documents.wordtemplate": Kind(
        "Skabelon",
        "skabelonen",
        {
            "add": "lagde skabelonen op[ i version {version}]",
            "put_in_force": "tog skabelonen i brug[ fra {valid_from}]",
            "retire": "tog skabelonen ud af brug",
        },
        states={str(code): str(label) for code, label in WordTemplate.State.choices},
    )
}
