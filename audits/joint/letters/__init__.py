"""Letters and reports of joint supervision as Word files, from templates that are data."""

from audits.joint.letters.common import HEARING, NOTICE, language_note
from audits.joint.letters.hearing import write_hearing
from audits.joint.letters.notice import make_notices, notice_context, write_notice
from audits.joint.letters.report import report_context, write_draft

__all__ = [
    "HEARING",
    "NOTICE",
    "language_note",
    "make_notices",
    "notice_context",
    "report_context",
    "write_draft",
    "write_hearing",
    "write_notice",
]
