"""The joint side of agreements: one text negotiated once, sent to many."""

from agreements.joint.incidents.models import Incident, IncidentMember, IncidentReading, IncidentText
from agreements.joint.models.ending import SupplierAct
from agreements.joint.models.members import (
    AppendixFacts,
    FactsChange,
    LateJoiner,
    OutsideLink,
    OutsideRecipient,
)
from agreements.joint.models.negotiation import Advice, Departure, Position, RoundFile, SecondReading
from agreements.joint.models.rounds import Round, Wish, WishAnswer
from agreements.joint.models.sendings import IssuedAgreement, Sending, SupplierCopy, SupplierSignatureCheck
from agreements.joint.models.services import ServiceOrder, ServiceState
from agreements.joint.models.texts import (
    CommonText,
    CommonTextSystem,
    InternalNote,
    SubProcessor,
    WorkingCopy,
)
from agreements.joint.notices.models import (
    NoticeAdvice,
    NoticedAgreement,
    NoticedText,
    NoticeReceipt,
    SubProcessorNotice,
)
from agreements.joint.reliance.models import IndexedText, KnownProcessor, Reliance

__all__ = [
    "Advice",
    "AppendixFacts",
    "CommonText",
    "CommonTextSystem",
    "Departure",
    "FactsChange",
    "Incident",
    "IncidentMember",
    "IncidentReading",
    "IncidentText",
    "IndexedText",
    "InternalNote",
    "IssuedAgreement",
    "KnownProcessor",
    "LateJoiner",
    "NoticeAdvice",
    "NoticeReceipt",
    "NoticedAgreement",
    "NoticedText",
    "OutsideLink",
    "OutsideRecipient",
    "Position",
    "Reliance",
    "Round",
    "RoundFile",
    "SecondReading",
    "Sending",
    "ServiceOrder",
    "ServiceState",
    "SubProcessor",
    "SubProcessorNotice",
    "SupplierAct",
    "SupplierCopy",
    "SupplierSignatureCheck",
    "Wish",
    "WishAnswer",
    "WorkingCopy",
]
