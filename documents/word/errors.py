"""What can be wrong with a Word template or with what it was given; messages are for the user, in Danish."""


class WordError(ValueError):
    """The document could not be made. `messages` are Danish sentences, one per fault."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


class RefusedTemplateError(WordError):
    """The template itself holds something that is not allowed or cannot be read."""


class MissingFieldsError(WordError):
    """The template asks for fields that were not given; `names` are their names. No document was made."""

    def __init__(self, names: list[str]) -> None:
        plural = "Felterne" if len(names) > 1 else "Feltet"
        super().__init__([f"{plural} {', '.join(names)} mangler, så dokumentet er ikke dannet."])
        self.names = names
