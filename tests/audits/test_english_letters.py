"""A contact who reads English gets the letters of an audit in English; the others stay in Danish."""

import re

from audits.joint.letters import NOTICE, language_note
from audits.joint.models import Audit
from documents.models import StoredFile, WordTemplate
from tests.audits.test_documents import words_of
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.models import OutboxMail

DANISH = re.compile(r"[æøåÆØÅ]|\b(og|ikke|der|det|som|til|skal|jeres|senest)\b")
OURS = re.compile(
    r"Det fælles databehandlersekretariat|Leo Leverandør|Sara Sagsbehandler|\w+ Kommune|Nordlys.*"
)


def reads_english(walk: Walk) -> None:
    with acting_as(SECRETARIAT):
        walk.supplier.contacts.update(language="en")


def letter_of(file: StoredFile) -> str:
    with acting_as(SUPPLIER):
        return words_of(file)


def test_the_notice_and_its_mail_are_in_english(walk: Walk) -> None:
    reads_english(walk)
    audit = walk.announced()
    with acting_as(SECRETARIAT):
        assert "på engelsk" in language_note(NOTICE, audit)
        mail = OutboxMail.objects.get(kind="audits/notice")
        copy = OutboxMail.objects.get(kind="audits/notice_copy")
    assert mail.subject == copy.subject
    assert mail.subject.startswith("Notice of audit")
    assert audit.notice is not None
    assert audit.notice.name == f"Notice of audit {audit.case_number}.docx"
    letter = letter_of(audit.notice)
    assert "Article 28(3)(h)" in letter
    assert DANISH.findall(OURS.sub("", letter)) == []


def test_without_an_english_template_the_letter_is_danish_and_the_case_worker_knows(walk: Walk) -> None:
    reads_english(walk)
    with acting_as(SECRETARIAT):
        WordTemplate.objects.filter(kind="notice", language="en").update(state="retired")
    audit: Audit = walk.announced()
    with acting_as(SECRETARIAT):
        assert "Brevet er på dansk" in language_note(NOTICE, audit)
    assert audit.notice is not None
    assert "artikel 28, stk. 3" in letter_of(audit.notice)


def test_the_hearing_letter_is_in_english(walk: Walk) -> None:
    reads_english(walk)
    hearing = walk.in_hearing()
    letter = letter_of(hearing.letter)
    assert "You may comment on it" in letter
    assert "Minor deviation" in letter


def test_the_receipt_and_its_mail_are_in_english(walk: Walk) -> None:
    reads_english(walk)
    audit = walk.submitted()
    with acting_as(SECRETARIAT):
        mail = OutboxMail.objects.get(kind="audits/receipt")
    assert "answered questions" in mail.body
    assert [name for name, _ in mail.attachments] == [f"Receipt {audit.case_number}.pdf"]
