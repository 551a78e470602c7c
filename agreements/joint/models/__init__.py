"""The joint side of agreements: one text negotiated once, sent to many."""

from agreements.joint.models.rounds import Round, Wish, WishAnswer
from agreements.joint.models.sendings import IssuedAgreement, Sending, SupplierCopy
from agreements.joint.models.texts import (
    CommonText,
    CommonTextSystem,
    InternalNote,
    SubProcessor,
    WorkingCopy,
)

__all__ = [
    "CommonText",
    "CommonTextSystem",
    "InternalNote",
    "IssuedAgreement",
    "Round",
    "Sending",
    "SubProcessor",
    "SupplierCopy",
    "Wish",
    "WishAnswer",
    "WorkingCopy",
]
