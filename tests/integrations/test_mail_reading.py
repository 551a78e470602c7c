"""What a mail says is read as its sender meant it, whatever Python makes of lines that are broken."""

import pytest

from integrations.mailbox.reading import read

OURS = "sag+abcdefghijklmnop@tilsyn.example"


def mail(*lines: str) -> bytes:
    return "\r\n".join([*lines, "", "Hej"]).encode()


@pytest.mark.parametrize(
    "lines",
    [
        [f"To: {OURS}"],
        [f"To: Sagen <{OURS}>"],
        ["To: En, (Anden <a@b.example>, @@@", f"Delivered-To: {OURS}"],
        ["To: andre@b.example", f"Cc: {OURS}"],
        ["To: andre@b.example", f"To: {OURS}"],
    ],
)
def test_our_address_is_found_beside_lines_that_are_empty_or_broken(lines: list[str]) -> None:
    assert OURS in read(mail("From: leo@nordlys.example", *lines)).to


def test_a_mail_that_is_not_to_us_is_not() -> None:
    assert read(mail("From: leo@nordlys.example", "To: andre@b.example")).to == ("andre@b.example",)


def test_a_name_with_a_comma_leaves_the_address_whole() -> None:
    found = read(mail("From: =?utf-8?q?S=C3=B8rensen=2C_Leo?= <leo@nordlys.example>", f"To: {OURS}"))
    assert (found.from_name, found.from_address) == ("Sørensen, Leo", "leo@nordlys.example")
