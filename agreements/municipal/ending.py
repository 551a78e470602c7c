"""How an agreement ends or is followed by another: notice, expiry, proof of deletion, a newer version."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import P
from agreements.municipal.states import (
    BEFORE_SIGNATURE,
    FOLLOW,
    RECEIVE,
    AgreementState,
    AtTheEnd,
    Party,
    has_not_ended,
    has_open_evidence,
)
from workflows.states import step

S = AgreementState


class Ending(models.Model):
    """The last part of an agreement's life. A new version is an agreement of its own beside the former."""

    is_supplement = models.BooleanField("tillæg", default=False, db_default=False)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replaced_by", verbose_name="afløser"
    )
    supplier_now = models.CharField(
        "leverandørens navn nu", max_length=200, blank=True, default="", db_default=""
    )
    at_the_end = models.CharField(
        "ved ophør", max_length=10, choices=AtTheEnd.choices, blank=True, default="", db_default=""
    )
    notice_months = models.PositiveSmallIntegerField("opsigelsesvarsel (måneder)", null=True)
    notice_party = models.CharField(
        "hvem der har opsagt", max_length=12, choices=Party.choices, blank=True, default="", db_default=""
    )
    notice_given_on = models.DateField("opsagt den", null=True)
    notice_reason = models.TextField("hvorfor aftalen er opsagt", blank=True, default="", db_default="")
    notice_file = models.ForeignKey(
        "documents_municipal.MunicipalFile", on_delete=models.PROTECT, related_name="+", null=True
    )
    ends_on = models.DateField("ophører", null=True)
    deletion_due = models.DateField("frist for dokumentation for sletning", null=True)
    kept_by_law = models.TextField("opbevares efter lov", blank=True, default="", db_default="")

    class Meta:
        abstract = True

    def _since_now(self) -> None:
        self.state_since = timezone.now()

    # --- notice and end ---

    @step(
        "state",
        source=S.IN_FORCE,
        target=S.UNDER_NOTICE,
        permission=P.OWN_DECIDE,
        label="Opsig aftalen",
        explanation="Leverandøren får besked. Aftalen gælder til den dag, den ophører.",
    )
    def give_notice(self, *, given_on: date, ends_on: date, why: str, file_id: uuid.UUID | None) -> None:
        """The municipality terminates the agreement from a day."""
        self._under_notice(Party.MUNICIPALITY, given_on, ends_on, why, file_id)

    @step(
        "state",
        source=S.IN_FORCE,
        target=S.UNDER_NOTICE,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Notér leverandørens opsigelse",
        explanation="Brug det, når leverandøren har opsagt aftalen i et brev eller en mail.",
    )
    def note_notice(self, *, given_on: date, ends_on: date, why: str, file_id: uuid.UUID | None) -> None:
        """Note a notice that the supplier gave by letter."""
        self._under_notice(Party.SUPPLIER, given_on, ends_on, why, file_id)

    @step(
        "state",
        source=S.UNDER_NOTICE,
        target=S.IN_FORCE,
        permission=P.OWN_DECIDE,
        label="Tag opsigelsen tilbage",
        guards=[has_not_ended],
        explanation="Kræver, at den anden part er enig. Aftalen gælder så igen.",
    )
    def take_back_notice(self) -> None:
        """Let the agreement go on, where both parties agree."""
        self.notice_party = self.notice_reason = ""
        self.notice_given_on = self.ends_on = self.notice_file_id = None
        self._since_now()

    @step("state", source=S.UNDER_NOTICE, target=S.AWAITING_DELETION, permission=FOLLOW, label="Ophørt")
    def end(self, *, deletion_due: date) -> None:
        """The day of the end has come; the supplier is to prove deletion or return."""
        self.deletion_due = deletion_due
        self._since_now()

    @step("state", source=S.IN_FORCE, target=S.EXPIRED, permission=FOLLOW, label="Udløbet")
    def expire(self) -> None:
        """The day until which the agreement applies has passed."""
        self.ends_on = self.valid_until
        self._since_now()

    @step(
        "state",
        source=S.EXPIRED,
        target=S.IN_FORCE,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Forlæng aftalen",
        explanation="Aftalen gælder igen, når parterne har aftalt en ny slutdato.",
    )
    def prolong(self, *, valid_until: date | None, notice_by: date | None) -> None:
        """Let an expired agreement go on until another day, or without one."""
        self.valid_until, self.notice_by, self.ends_on = valid_until, notice_by, None
        self._since_now()

    @step(
        "state",
        source=S.EXPIRED,
        target=S.AWAITING_DELETION,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Kræv sletning eller tilbagelevering",
        explanation="Leverandøren bliver bedt om dokumentation inden en frist.",
    )
    def demand_deletion(self, *, deletion_due: date) -> None:
        """Ask the supplier for proof after an agreement that expired."""
        self.deletion_due = deletion_due
        self._since_now()

    @step(
        "state",
        source=S.AWAITING_DELETION,
        target=S.AWAITING_DELETION,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Læg dokumentation op",
        explanation="Brug det, når leverandøren har sendt sin erklæring uden om sitet.",
    )
    def note_evidence(self) -> None:
        """Keep proof that came by mail."""

    @step(
        "state",
        source=S.AWAITING_DELETION,
        target=S.AWAITING_DELETION,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Send dokumentationen tilbage",
        guards=[has_open_evidence],
        explanation="Leverandøren får begrundelsen og en ny frist.",
    )
    def return_evidence(self, *, deletion_due: date) -> None:
        """Ask for better proof."""
        self.deletion_due = deletion_due

    @step(
        "state",
        source=S.AWAITING_DELETION,
        target=S.DELETION_PROVEN,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Godkend dokumentationen",
        guards=[has_open_evidence],
        explanation="Aftalen er så helt afsluttet. Leverandøren får besked.",
    )
    def accept_evidence(self, *, kept_by_law: str) -> None:
        """Accept the proof, and note what the law says must be kept."""
        self.kept_by_law, self.deletion_due = kept_by_law, None
        self._since_now()

    @step(
        "state",
        source=[S.SIGNED_BY_ONE, S.SIGNED, S.IN_FORCE, S.EXPIRED],
        target=S.SUPERSEDED,
        permission=FOLLOW,
        label="Afløst",
    )
    def be_superseded(self) -> None:
        """A newer version has come into force."""
        self._since_now()

    def _under_notice(
        self, party: Party, given_on: date, ends_on: date, why: str, file_id: uuid.UUID | None
    ) -> None:
        self.notice_party, self.notice_given_on = party, given_on
        self.ends_on, self.notice_reason, self.notice_file_id = ends_on, why, file_id
        self._since_now()

    # --- what comes down ---

    @step(
        "state",
        source=list(BEFORE_SIGNATURE),
        target=S.SUPERSEDED,
        permission=RECEIVE,
        label="Afløst af ny version",
    )
    def be_replaced(self) -> None:
        """A new version of the text has come before anybody had signed."""
        self._since_now()

    @step(
        "state",
        source=S.IN_FORCE,
        target=S.UNDER_NOTICE,
        permission=RECEIVE,
        label="Opsagt af leverandøren",
    )
    def supplier_gives_notice(
        self, *, given_on: date, ends_on: date, why: str, file_id: uuid.UUID | None
    ) -> None:
        """The supplier terminates the agreement on its site."""
        self._under_notice(Party.SUPPLIER, given_on, ends_on, why, file_id)

    @step(
        "state",
        source=S.AWAITING_DELETION,
        target=S.AWAITING_DELETION,
        permission=RECEIVE,
        label="Dokumentation modtaget",
    )
    def receive_evidence(self) -> None:
        """The supplier has sent proof of deletion or return."""


class DeletionEvidence(models.Model):
    """What the supplier sent as proof that the data are deleted or returned, and what was made of it."""

    class Outcome(models.TextChoices):
        OPEN = "", "venter på kommunen"
        ACCEPTED = "accepted", "godkendt"
        SENT_BACK = "sent_back", "sendt tilbage"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        "agreements_municipal.Agreement", on_delete=models.CASCADE, related_name="evidence"
    )
    kind = models.CharField("hvad der er sket", max_length=10, choices=AtTheEnd.choices)
    done_on = models.DateField("dato")
    text = models.TextField("erklæring", blank=True)
    file = models.ForeignKey(
        "documents_municipal.MunicipalFile", on_delete=models.PROTECT, related_name="+", null=True
    )
    by_id = models.UUIDField()
    by_name = models.CharField("sendt af", max_length=300)
    received_at = models.DateTimeField("modtaget", default=timezone.now)
    outcome = models.CharField(
        "udfald", max_length=10, choices=Outcome.choices, blank=True, default=Outcome.OPEN, db_default=""
    )
    outcome_reason = models.TextField("begrundelse", blank=True, default="", db_default="")
    decided_by_name = models.CharField("afgjort af", max_length=300, blank=True, default="", db_default="")
    decided_at = models.DateTimeField("afgjort", null=True)

    class Meta:
        ordering = ["received_at"]
        verbose_name = "dokumentation for sletning"
        verbose_name_plural = "dokumentation for sletning"
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="sent_back") | ~Q(outcome_reason=""), name="agreements_m_evidence_why"
            )
        ]
