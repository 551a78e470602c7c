"""Which template an agreement was made on: the generations there have been in Denmark."""

from django.db import models


class Generation(models.TextChoices):
    """The template an agreement rests on."""

    DT2020 = "dt2020", "Datatilsynets standardkontrakt (2020)"
    EU2021 = "eu2021", "EU's standardkontrakt (2021/915)"
    OLDER = "older", "Ældre skabelon (fx KL/KOMBIT 2017 eller 2018)"
    SUPPLIER = "supplier", "Leverandørens egen"
    UNKNOWN = "unknown", "Ikke kendt"
