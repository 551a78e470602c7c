"""The joint side of agreements: one text negotiated once, sent to many."""

from agreements.joint.models.members import (
    AppendixFacts,
    FactsChange,
    LateJoiner,
    OutsideLink,
    OutsideRecipient,
)
from agreements.joint.models.rounds import Round, Wish, WishAnswer
from agreements.joint.models.sendings import IssuedAgreement, Sending, SupplierCopy, SupplierSignatureCheck
from agreements.joint.models.texts import (
    CommonText,
    CommonTextSystem,
    InternalNote,
    SubProcessor,
    WorkingCopy,
)

__all__ = [
    "AppendixFacts",
    "CommonText",
    "CommonTextSystem",
    "FactsChange",
    "InternalNote",
    "IssuedAgreement",
    "LateJoiner",
    "OutsideLink",
    "OutsideRecipient",
    "Round",
    "Sending",
    "SubProcessor",
    "SupplierCopy",
    "SupplierSignatureCheck",
    "Wish",
    "WishAnswer",
    "WorkingCopy",
]
