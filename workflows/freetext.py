"""What no free text may hold."""

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

NO_CPR = RegexValidator(
    r"\b\d{6}[- ]\d{4}\b",
    _("Det ligner et CPR-nummer. Skriv ingen oplysninger om enkeltpersoner."),
    inverse_match=True,
)
