"""Mail comes in once, finds its case by what nobody can guess, and nothing hostile in it does harm."""

import io
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest

from audits.joint.models import Audit
from integrations.mailbox import imap, taking
from integrations.mailbox.imap import MailboxError
from integrations.mailbox.tasks import read_new
from tests.audits.conftest import prepared
from tests.audits.walking import PDF, SECRETARIAT, Walk
from tests.integrations.imapserver import Box, mailbox
from walls.callers import Caller, acting_as
from workflows import mail as outgoing
from workflows.log import history
from workflows.models import IncomingMail, MailBounce, MailboxPosition, OutboxMail
from workflows.replying import reply_address

LEO = "post@nordlys.example"


@pytest.fixture
def walk(members: Any, actor: Any, settings: Any) -> Walk:
    """A supervision that can be walked, and a mailbox for answers."""
    settings.REPLY_ADDRESS = "sag@tilsyn.example"
    return prepared(members, actor)


@pytest.fixture
def box() -> Iterator[tuple[Box, str]]:
    with mailbox() as opened:
        yield opened


@pytest.fixture
def audit(walk: Walk) -> Audit:
    """A supervision whose letter has been sent."""
    return walk.announced(walk.planned(walk.systems[:1]))


def letter_of(audit: Audit) -> OutboxMail:
    with acting_as(Caller.jobs()):
        found = OutboxMail.objects.filter(joint_id=audit.id).first()
        assert found
        return found


def address_of(audit: Audit) -> str:
    with acting_as(Caller.jobs()):
        return reply_address(letter_of(audit))


def answer(to: str, text: str = "Vi svarer i morgen.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {"From": f"Leo Lund <{LEO}>", "To": to, "Subject": "Sv: Varsel", "Message-ID": "<1@x.example>"}
    for name, value in {**given, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
        message[name] = value
    message.set_content(text)
    return message


def take(box: tuple[Box, str], *mails: EmailMessage | bytes) -> list[IncomingMail]:
    for each in mails:
        box[0].put(each if isinstance(each, bytes) else each.as_bytes())
    with acting_as(SECRETARIAT):
        read_new(box[1])
    return kept()


def kept() -> list[IncomingMail]:
    with acting_as(SECRETARIAT):
        return list(IncomingMail.objects.order_by("received_at"))


def bounce(mail: OutboxMail, address: str, action: str = "failed") -> bytes:
    """Return what a mail server sends back (RFC 3464)."""
    return f"""From: MAILER-DAEMON@x.example
To: sag@tilsyn.example
Subject: Undelivered
Content-Type: multipart/report; report-type=delivery-status; boundary=grænse

--grænse
Content-Type: text/plain

Kunne ikke leveres.
--grænse
Content-Type: message/delivery-status

Reporting-MTA: dns; x

Final-Recipient: rfc822; {address}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 Ukendt

--grænse
Content-Type: text/rfc822-headers

Message-ID: <{mail.id}@localhost>
Subject: x

--grænse--
""".replace("grænse", "skel").encode()


def test_an_answer_lands_on_its_case_once(box: tuple[Box, str], audit: Audit) -> None:
    [row] = take(box, answer(address_of(audit)))
    assert (row.kind, row.state, row.case_id) == ("answer", "placed", audit.id)
    assert (row.text, row.from_address, row.from_name) == ("Vi svarer i morgen.", LEO, "Leo Lund")
    assert row.is_expected
    assert take(box) == [row]
    assert box[0].seen == {1}
    with acting_as(SECRETARIAT):
        [logged] = history(audit).filter(action="receive_mail")
        assert logged.data["sender"] == LEO


def test_the_answering_address_is_the_cases_own_and_cannot_be_guessed(walk: Walk, audit: Audit) -> None:
    other = walk.announced(walk.planned(walk.systems[1:]))
    first, second = address_of(audit), address_of(other)
    assert first == address_of(audit) != second
    assert first.startswith("sag+")
    assert len(first.partition("+")[2].partition("@")[0]) == 16
    assert str(audit.id)[:8] not in first


def test_an_answer_without_the_address_finds_its_case_by_the_mail_it_answers(
    box: tuple[Box, str], audit: Audit
) -> None:
    ours = f"<{letter_of(audit).id}@localhost>"
    [row] = take(box, answer("sag@tilsyn.example", In_Reply_To=ours))
    assert (row.state, row.case_id) == ("placed", audit.id)


def test_what_anybody_can_know_places_nothing(box: tuple[Box, str], audit: Audit) -> None:
    number = audit.case_number
    forged = "<00000000-0000-0000-0000-000000000000@localhost>"
    rows = take(
        box,
        answer("sag@tilsyn.example", Subject=f"Sv: {number}"),
        answer("sag+aaaaaaaaaaaaaaaa@tilsyn.example", In_Reply_To=forged, Message_ID="<2@x.example>"),
        answer(address_of(audit).replace("tilsyn.example", "ondt.example"), Message_ID="<3@x.example>"),
    )
    assert [(row.state, row.case_id) for row in rows] == [("loose", None)] * 3
    assert number in rows[0].remarks[0]


def test_a_stranger_with_the_address_is_marked(box: tuple[Box, str], audit: Audit) -> None:
    [row] = take(box, answer(address_of(audit), From="Ukendt <nogen@andetsteds.example>"))
    assert (row.state, row.is_expected) == ("placed", False)


def test_an_answer_that_names_another_case_is_marked(box: tuple[Box, str], walk: Walk, audit: Audit) -> None:
    other = walk.announced(walk.planned(walk.systems[1:]))
    [row] = take(box, answer(address_of(audit), Subject=f"Sv: {other.case_number}"))
    assert row.case_id == audit.id
    assert other.case_number in row.remarks[0]


@pytest.mark.parametrize("name", ["Auto-Submitted", "Precedence"])
def test_an_automatic_answer_is_noted_and_is_no_answer(box: tuple[Box, str], audit: Audit, name: str) -> None:
    value = {"Auto-Submitted": "auto-replied (ferie)", "Precedence": "auto_reply"}[name]
    message = answer(address_of(audit), "Jeg er på ferie.")
    message[name] = value
    [row] = take(box, message)
    assert (row.kind, row.state, row.case_id) == ("auto", "noted", audit.id)
    [human] = take(box, answer(address_of(audit), Auto_Submitted="no", Message_ID="<2@x.example>"))[1:]
    assert human.kind == "answer"


def test_a_bounce_is_noted_on_the_mail_it_is_about(box: tuple[Box, str], audit: Audit) -> None:
    mail = letter_of(audit)
    rows = take(box, bounce(mail, mail.to[0].upper()), bounce(mail, mail.to[0]))
    assert {(row.kind, row.state) for row in rows} == {("bounce", "noted")}
    with acting_as(SECRETARIAT):
        [one] = MailBounce.objects.all()
        assert (one.mail_id, one.address, one.code) == (mail.id, mail.to[0], "5.1.1")
        assert "Ukendt" in one.text
        assert history(audit).filter(action="bounce").count() == 1


def test_a_bounce_of_an_address_that_was_not_written_to_or_of_a_delay_notes_nothing(
    box: tuple[Box, str], audit: Audit
) -> None:
    with acting_as(SECRETARIAT):
        mail = outgoing.queue_mail(
            to=["a@x.example", "b@x.example"], template="audits/new_deadline", context={}, joint_id=audit.id
        )
    take(box, bounce(mail, "offer@andetsteds.example"), bounce(mail, "a@x.example", "delayed"))
    with acting_as(SECRETARIAT):
        assert not MailBounce.objects.exists()


def test_a_file_is_kept_as_an_upload_is(box: tuple[Box, str], audit: Audit) -> None:
    message = answer(address_of(audit))
    message.add_attachment(PDF, maintype="application", subtype="pdf", filename="../../Erklæring 2026.pdf")
    message.add_attachment(
        b"MZ\x90\x00" + b"\0" * 64, maintype="application", subtype="pdf", filename="x.pdf"
    )
    [row] = take(box, message)
    first, second = row.files
    assert first["file"]
    assert first["name"] == "Erklæring 2026.pdf"
    assert (second["file"], bool(second["problem"])) == (None, True)


def test_a_zip_bomb_is_refused_and_the_mail_is_kept(box: tuple[Box, str], audit: Audit) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(12):
            archive.writestr(f"word/{number}.xml", b"\0" * 30_000_000)
    message = answer(address_of(audit))
    message.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="stor.zip")
    [row] = take(box, message)
    assert row.text
    assert row.files[0]["file"] is None


def test_of_an_html_mail_the_words_are_kept_and_nothing_is_fetched(
    box: tuple[Box, str], audit: Audit
) -> None:
    message = answer(address_of(audit))
    message.clear_content()
    message.set_content(
        "<html><head><style>p{}</style></head><body><p>Vi har <b>svaret</b>.</p><script>alert(1)</script>"
        '<img src="https://spion.example/x.png"><p>Hilsen &amp; tak</p></body></html>',
        subtype="html",
    )
    [row] = take(box, message)
    assert row.text == "Vi har svaret.\n\nHilsen & tak"


def test_a_mail_that_is_too_large_is_told_of_and_its_body_is_not_fetched(
    box: tuple[Box, str], audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "LARGEST", 1000)
    [row] = take(box, answer(address_of(audit), "x" * 2000))
    assert box[0].fetched == [(1, "(UID BODY.PEEK[HEADER])")]
    assert (row.case_id, row.text.strip()) == (audit.id, "")
    assert "for stor" in row.remarks[0]


HOSTILE = [
    b"",
    b"\x00\xff\xfe" * 500,
    b"From: \xff\xfe<a@b>\nSubject: =?utf-8?b?" + b"A" * 5000 + b"?=\n\nx",
    b"From: a@b.example\nSubject: hej\x00\x07\nContent-Type: text/plain; charset=findes-ikke\n\n\xc3\xa6\x00",
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; boundary=x\n\n--x\n"
    * 300,
    b"Content-Type: multipart/mixed\n\nno boundary",
    b"From: a@b.example\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!not base64!!!",
    b"Subject: x\r\n\tBcc: offer@x.example\r\nX: y\r\n\r\ntekst",
    b"Subject: " + "\u202efdp.exe".encode() + b"\n\ntekst",
    b"From: " + b"<a@b.example>, " * 20000 + b"\nTo: " + b"x@y.example, " * 20000 + b"\n\nx",
]


def test_hostile_mails_are_kept_and_hold_up_no_other(box: tuple[Box, str], audit: Audit) -> None:
    rows = take(box, *HOSTILE, answer(address_of(audit)))
    assert len(rows) == len(HOSTILE) + 1
    assert rows[-1].state == "placed"
    assert {row.state for row in rows[:-1]} == {"loose"}
    for row in rows:
        assert not set("\x00\r\n\u202e") & set(row.subject + row.from_name + row.from_address)


def test_a_reader_that_dies_in_the_middle_neither_loses_nor_doubles(
    box: tuple[Box, str], audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = address_of(audit)
    for number in range(5):
        box[0].put(answer(address, Message_ID=f"<{number}@x.example>").as_bytes())
    box[0].cut_after = 2  # the line is cut
    with acting_as(SECRETARIAT):
        with pytest.raises(MailboxError):
            read_new(box[1])
        assert "svarer ikke" in MailboxPosition.objects.get().error
        box[0].cut_after = None
        monkeypatch.setattr(taking, "record", dies)  # within the transaction that keeps the mail
        with pytest.raises(KeyboardInterrupt):
            read_new(box[1])
        assert IncomingMail.objects.count() == 2
        monkeypatch.undo()
        read_new(box[1])
        assert MailboxPosition.objects.get().error == ""
    assert sorted(row.message_id for row in kept()) == [f"<{number}@x.example>" for number in range(5)]


def dies(*args: Any, **kwargs: Any) -> None:
    raise KeyboardInterrupt


def test_a_mailbox_that_was_moved_doubles_nothing(box: tuple[Box, str], audit: Audit) -> None:
    take(box, answer(address_of(audit)), answer("sag@tilsyn.example", Message_ID="<2@x.example>"))
    box[0].move()
    rows = take(box, answer(address_of(audit), Message_ID="<3@x.example>"))
    assert len(rows) == 3


def test_the_same_message_id_with_other_words_is_another_mail(box: tuple[Box, str], audit: Audit) -> None:
    address = address_of(audit)
    rows = take(box, answer(address, "Forfalsket, sendt først"), answer(address, "Ægte"))
    assert [row.text for row in rows] == ["Forfalsket, sendt først", "Ægte"]


def test_a_mailbox_that_cannot_be_opened_says_so(box: tuple[Box, str], walk: Walk) -> None:
    with acting_as(SECRETARIAT):
        with pytest.raises(MailboxError, match="kan ikke åbnes"):
            read_new(box[1].replace("hemmelig", "forkert"))
        with pytest.raises(MailboxError, match="imaps"):
            read_new("imap://a:b@mail.example/INBOX")
        assert "forkert" not in MailboxPosition.objects.get().error
