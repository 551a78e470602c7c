"""The register's tables."""

from register.models.changes import SupplierChange
from register.models.confirmations import ListConfirmation
from register.models.corrections import SystemCorrection, UseQuestion
from register.models.imports import ImportLine, ImportPlan, ImportRun
from register.models.reports import MissingSystemReport
from register.models.results import ScoreResult
from register.models.suppliers import Supplier, SupplierContact
from register.models.systems import Answer, Screening, System, SystemAssessment, SystemName
from register.models.uses import AgreementStatus, Source, SystemUse

__all__ = [
    "AgreementStatus",
    "Answer",
    "ImportLine",
    "ImportPlan",
    "ImportRun",
    "ListConfirmation",
    "MissingSystemReport",
    "ScoreResult",
    "Screening",
    "Source",
    "Supplier",
    "SupplierChange",
    "SupplierContact",
    "System",
    "SystemAssessment",
    "SystemCorrection",
    "SystemName",
    "SystemUse",
    "UseQuestion",
]
