"""Tables of joint supervision, all in the shared schema.

Every table that a supplier may see carries `supplier_id`, which its row policy reads. What a
supplier must not see stands in tables of its own (notes, assessments, reviews not yet told).
"""

from audits.joint.models.answering import AnswerException, PartAssignment, RivalAnswer
from audits.joint.models.answers import Answer, AnswerReview, Questionnaire
from audits.joint.models.audit import Audit, AuditNote, AuditSystem, MunicipalDuty, SystemAssessment
from audits.joint.models.boardreport import BoardReport
from audits.joint.models.concepts import LowerConcept
from audits.joint.models.contacts import ContactAsk, ContactRound
from audits.joint.models.copies import ReportCopy
from audits.joint.models.desk import AnswerWord, CaseVisit
from audits.joint.models.editing import ReportEdit
from audits.joint.models.evidence import Evidence, ExtensionRequest
from audits.joint.models.findings import Finding, FindingStep, FollowedUp
from audits.joint.models.hearing import Hearing, HearingComment, HearingFile
from audits.joint.models.objections import ReportObjection
from audits.joint.models.plan import (
    BoardPlan,
    ExpectedStatement,
    Handover,
    HandoverCase,
    PlanEvent,
    RefusedProposal,
)
from audits.joint.models.presented import PlanPresentation
from audits.joint.models.questions import Question, QuestionSet
from audits.joint.models.report import DeliveryClock, Report, ReportParcel, ReportVersion
from audits.joint.models.reviews import ExceptionFinding, ReviewedException, StatementReview
from audits.joint.models.rounds import AuditRound, RoundMember
from audits.joint.models.standards import StandardText
from audits.joint.models.statements import Reliance, Statement, StatementVersion

__all__ = [
    "Answer",
    "AnswerException",
    "AnswerReview",
    "AnswerWord",
    "Audit",
    "AuditNote",
    "AuditRound",
    "AuditSystem",
    "BoardPlan",
    "BoardReport",
    "CaseVisit",
    "ContactAsk",
    "ContactRound",
    "DeliveryClock",
    "Evidence",
    "ExceptionFinding",
    "ExpectedStatement",
    "ExtensionRequest",
    "Finding",
    "FindingStep",
    "FollowedUp",
    "Handover",
    "HandoverCase",
    "Hearing",
    "HearingComment",
    "HearingFile",
    "LowerConcept",
    "MunicipalDuty",
    "PartAssignment",
    "PlanEvent",
    "PlanPresentation",
    "Question",
    "QuestionSet",
    "Questionnaire",
    "RefusedProposal",
    "Reliance",
    "Report",
    "ReportCopy",
    "ReportEdit",
    "ReportObjection",
    "ReportParcel",
    "ReportVersion",
    "ReviewedException",
    "RivalAnswer",
    "RoundMember",
    "StandardText",
    "Statement",
    "StatementReview",
    "StatementVersion",
    "SystemAssessment",
]
