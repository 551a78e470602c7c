"""Countries, as the municipal side names them too."""

from agreements.municipal.countries import CHOICES, NAMES, name_of

__all__ = ["CHOICES", "NAMES", "name_of"]
