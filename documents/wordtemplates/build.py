"""Make the shipped template files, the same bytes each time from the same code."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

from docx.document import Document as WordDocument

from documents.word.compiling import MOMENT
from documents.wordtemplates import (
    agreement,
    agreement_eu,
    agreement_own,
    appendix_b,
    board_plan,
    board_report,
    decision,
    hearing,
    hearing_en,
    notice,
    notice_en,
    own_plan,
    package,
    report,
    supplement,
    termination,
    year_report,
)

BUILDERS: dict[str, Callable[[], WordDocument]] = {
    "notice": notice.build,
    "notice.en": notice_en.build,
    "hearing": hearing.build,
    "hearing.en": hearing_en.build,
    "report": report.build,
    "agreement": agreement.build,
    "agreement_eu2021_915": agreement_eu.build,
    "agreement_supplier_own": agreement_own.build,
    "appendix_b": appendix_b.build,
    "supplement": supplement.build,
    "termination": termination.build,
    "board_plan": board_plan.build,
    "package": package.build,
    "decision": decision.build,
    "board_report": board_report.build,
    "year_report": year_report.build,
    "own_plan": own_plan.build,
}


def file_of(kind: str, structure: str = "") -> str:
    """The name, without its ending, of the shipped file; the first structure goes without its own."""
    return f"{kind}_{structure}" if f"{kind}_{structure}" in BUILDERS else kind


def built(kind: str, structure: str = "") -> bytes:
    """The template of that kind and structure as a .docx."""
    word = BUILDERS[file_of(kind, structure)]()
    word.core_properties.created = word.core_properties.modified = _moment()
    saved, out = io.BytesIO(), io.BytesIO()
    word.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(out, "w") as package:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, source.read(name))
    return out.getvalue()


def _moment() -> datetime:
    return datetime(*MOMENT, tzinfo=UTC)
