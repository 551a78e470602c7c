"""How a round went, line by line: what was sent, what was not and why, and whose mail came back."""

from dataclasses import dataclass

from audits.joint.models import AuditRound, RoundMember
from audits.joint.states import AuditState
from workflows.models import OutboxMail

Outcome = RoundMember.Outcome
TONE = {
    Outcome.WAITING: "waiting",
    Outcome.SENT: "success",
    Outcome.FAILED: "error",
    Outcome.TAKEN_BACK: "neutral",
}


@dataclass(frozen=True)
class Line:
    """One supervision of the round with its mail."""

    member: RoundMember
    mail: OutboxMail | None

    @property
    def tone(self) -> str:
        """Return the tone of the outcome's tag."""
        return "error" if self.has_bounced else TONE[Outcome(self.member.outcome)]

    @property
    def words(self) -> str:
        """Return the outcome in words."""
        if self.has_bounced:
            return "mailen kom ikke frem"
        return str(self.member.get_outcome_display())

    @property
    def is_sent(self) -> bool:
        """Return whether the letter has been made and put in the outbox."""
        return self.member.outcome == Outcome.SENT

    @property
    def is_failed(self) -> bool:
        """Return whether there is no letter."""
        return self.member.outcome == Outcome.FAILED

    @property
    def has_bounced(self) -> bool:
        """Return whether the mail was refused by the recipient's server, or could not be sent at all."""
        if not self.is_sent or self.mail is None:
            return False
        refused = self.mail.state == OutboxMail.State.SENT and self.mail.error
        return self.mail.state == OutboxMail.State.FAILED or bool(refused)

    @property
    def problem(self) -> str:
        """Return what somebody must look at, in words; empty where all is well."""
        if self.is_failed:
            return self.member.problem
        return (self.mail.error if self.mail else "") if self.has_bounced else ""

    @property
    def can_be_taken_back(self) -> bool:
        """Return whether the letter can still be called back."""
        waits = (
            self.mail is not None and self.mail.state == OutboxMail.State.WAITING and not self.mail.attempts
        )
        return self.is_sent and waits and self.member.audit.state == AuditState.ANNOUNCED


def lines_of(found: AuditRound) -> list[Line]:
    """Return the round's lines by supplier."""
    members = list(found.members.select_related("audit__supplier").order_by("audit__supplier__name_sort"))
    mails = OutboxMail.objects.in_bulk([each.mail_id for each in members if each.mail_id])
    return [Line(each, mails.get(each.mail_id)) for each in members]
