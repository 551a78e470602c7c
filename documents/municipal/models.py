"""The files of a municipality: they leave with it."""

from documents.abstract import StoredFileBase


class MunicipalFile(StoredFileBase):
    """A file this municipality received by delivery or uploaded itself."""

    class Meta:
        verbose_name = "fil"
        verbose_name_plural = "filer"
