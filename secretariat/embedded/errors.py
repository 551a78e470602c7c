"""What can go wrong with the embedded servers, told to the person at the terminal."""


class EmbeddedError(Exception):
    """Something the person at the terminal can act on; the text is shown as it is, in Danish."""


class NoBinaries(EmbeddedError):
    """The server programs are not installed."""


class OtherMajorVersion(EmbeddedError):
    """The data folder was made by another major version of PostgreSQL."""


class AlreadyRunning(EmbeddedError):
    """Somebody else is using the same data folder."""


class PortTaken(EmbeddedError):
    """The web port is in use."""


class DidNotStart(EmbeddedError):
    """A server ended, or was not ready in time."""
