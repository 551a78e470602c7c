"""A municipality's own agreements: they lie in its schema and leave with it."""

import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import P
from agreements.municipal.ending import DeletionEvidence, Ending
from agreements.municipal.generations import Generation
from agreements.municipal.states import (
    BEFORE_SIGNATURE,
    OPEN,
    RECEIVE,
    AgreementState,
    Party,
    SigningOrder,
    has_document,
    municipality_has_not_signed,
    municipality_may_sign_first,
    supplier_has_not_signed,
)
from documents.signatures.abstract import CheckedCopyBase, SignatureCheckBase
from workflows.states import StateField, step

__all__ = ["Agreement", "AgreementQuestion", "DeletionEvidence", "SignedCopy"]
S = AgreementState


class Agreement(Ending):
    """One agreement with a supplier, with copies of the facts of the day it was sent or taken in.

    One made from a common text came by delivery; one without is the municipality's own and was taken in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text_id = models.UUIDField(null=True)  # none: the municipality's own agreement
    number = models.CharField("aftalenummer", max_length=40)
    version = models.PositiveIntegerField("version", default=1)
    title = models.CharField("titel", max_length=200)
    supplier_id = models.UUIDField(null=True)
    supplier_name = models.CharField("leverandør", max_length=200)
    supplier_cvr = models.CharField("leverandørens CVR-nummer", max_length=40, blank=True)
    supplier_mailbox = models.EmailField("leverandørens postkasse", blank=True)
    systems = models.JSONField("systemer", default=list)
    subprocessors = models.JSONField("underdatabehandlere", default=list)
    breach_hours = models.PositiveSmallIntegerField("frist for underretning om brud (timer)", null=True)
    notice_days = models.PositiveSmallIntegerField("varsel om ny underdatabehandler (dage)", null=True)
    # What appendix B says of new sub-processors, as agreed: authorisation, notice, time for objecting.
    notice_terms = models.JSONField("vilkår for nye underdatabehandlere", default=dict, db_default={})
    answer_by = models.DateField("svar ønskes senest", null=True)
    state = StateField(AgreementState, default=S.FOR_DECISION)
    state_since = models.DateTimeField("siden", default=timezone.now)
    word = models.ForeignKey(
        "documents_municipal.MunicipalFile",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="Word-dokument",
    )
    pdf = models.ForeignKey(
        "documents_municipal.MunicipalFile",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="PDF",
    )
    received_at = models.DateTimeField("modtaget", default=timezone.now)
    signing_order = models.CharField(
        "rækkefølge", max_length=20, choices=SigningOrder.choices, db_default=SigningOrder.ANY
    )
    signatory_name = models.CharField("underskriver", max_length=150, blank=True)
    signatory_email = models.EmailField("underskrivers e-mail", blank=True)
    decline_reason = models.TextField("hvorfor aftalen ikke indgås", blank=True)
    applies_instead = models.TextField("hvilken aftale der gælder", blank=True)
    own_agreement_on = models.DateField("egen aftales dato", null=True)
    municipality_signed_on = models.DateField("kommunen underskrev", null=True)
    supplier_signed_on = models.DateField("leverandøren underskrev", null=True)
    in_force_from = models.DateField("gælder fra", null=True)
    valid_until = models.DateField("gælder til", null=True)
    notice_by = models.DateField("sidste dag for opsigelse", null=True)
    journal_number = models.CharField("journalnummer", max_length=60, blank=True)
    # What the delivery does not know has its default in the database.
    kle = models.CharField("KLE-nummer", max_length=12, blank=True, default="", db_default="")
    agreed_on = models.DateField("aftaledato", null=True)
    generation = models.CharField(
        "skabelon", max_length=12, choices=Generation.choices, blank=True, default="", db_default=""
    )
    termination_notice = models.CharField(
        "opsigelsesvarsel", max_length=60, blank=True, default="", db_default=""
    )
    covered_by = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="covers", verbose_name="egen aftale"
    )
    withdrawn_reason = models.TextField("hvorfor teksten er trukket tilbage", blank=True)

    class Meta:
        verbose_name = "aftalen"
        verbose_name_plural = "aftaler"
        constraints = [
            models.UniqueConstraint(fields=["common_text_id", "version"], name="agreements_m_agreement_once"),
            models.CheckConstraint(
                condition=~Q(state=S.DECLINED) | (~Q(decline_reason="") & ~Q(applies_instead="")),
                name="agreements_m_decline_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.OWN) | ~Q(applies_instead=""), name="agreements_m_own_named"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[S.SIGNED, S.IN_FORCE])
                | Q(common_text_id=None)
                | Q(municipality_signed_on__isnull=False, supplier_signed_on__isnull=False),
                name="agreements_m_both_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.IN_FORCE) | Q(common_text_id=None) | Q(in_force_from__isnull=False),
                name="agreements_m_in_force_from",
            ),
            models.CheckConstraint(
                condition=Q(common_text_id=None) | Q(supplier_id__isnull=False, word__isnull=False),
                name="agreements_m_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.UNDER_NOTICE)
                | (Q(ends_on__isnull=False, notice_given_on__isnull=False) & ~Q(notice_party="")),
                name="agreements_m_notice_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=S.AWAITING_DELETION)
                | Q(ends_on__isnull=False, deletion_due__isnull=False),
                name="agreements_m_deletion_due",
            ),
        ]
        indexes = [models.Index(fields=["state", "state_since"], name="agreements_m_state")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_own(self) -> bool:
        """Return whether it is the municipality's own agreement, of which the joint side knows nothing."""
        return self.common_text_id is None

    @property
    def system_names(self) -> list[str]:
        """Return the names of the systems the agreement covers."""
        return [each["name"] for each in self.systems]

    # --- the municipality's own steps ---

    @step(
        "state",
        source=OPEN,
        target=S.WANTED,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Vi ønsker aftalen",
        explanation="Kommunen vil indgå aftalen; derefter skal den underskrives.",
    )
    def want(self) -> None:
        """Say that the municipality will conclude the agreement."""
        self._since_now()

    @step(
        "state",
        source=S.WANTED,
        target=S.TO_SIGN,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Send til underskrift",
        guards=[has_document],
        explanation="Den valgte underskriver får besked, og leverandøren kan også underskrive.",
    )
    def send_to_signing(self, *, signatory_name: str, signatory_email: str) -> None:
        """Name who signs for the municipality."""
        self.signatory_name, self.signatory_email = signatory_name, signatory_email
        self._since_now()

    @step(
        "state",
        source=[*OPEN, S.WANTED, S.TO_SIGN],
        target=S.DECLINED,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Vi indgår den ikke",
        explanation="Kommunen skriver hvorfor, og hvilken aftale der så gælder.",
    )
    def decline(self, *, decline_reason: str, applies_instead: str) -> None:
        """Say no, with the reason and the agreement that applies then."""
        self.decline_reason, self.applies_instead = decline_reason, applies_instead
        self._since_now()

    @step(
        "state",
        source=OPEN,
        target=S.OWN,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Vi har vores egen aftale",
        explanation="Kommunen har selv en aftale med leverandøren, som dækker systemerne.",
    )
    def cover_by_own(self, *, applies_instead: str, own_agreement_on: date | None) -> None:
        """Tell of the municipality's own agreement."""
        self.applies_instead, self.own_agreement_on = applies_instead, own_agreement_on
        self._since_now()

    @step(
        "state",
        source=[*OPEN, S.WANTED],
        target=S.QUESTION,
        permission=P.OWN_ASK,
        label="Stil et spørgsmål",
        explanation="Sekretariatet svarer, og svaret kommer på aftalens side.",
    )
    def ask(self) -> None:
        """Ask the secretariat before deciding."""
        self._since_now()

    @step(
        "state",
        source=[S.DECLINED, S.OWN],
        target=S.FOR_DECISION,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Tag stilling igen",
        explanation="Aftalen kommer tilbage til stillingtagen.",
    )
    def reconsider(self) -> None:
        """Take up the decision again."""
        self.decline_reason = self.applies_instead = ""
        self.own_agreement_on = self.covered_by = None
        self._since_now()

    @step(
        "state",
        source=S.TO_SIGN,
        target=S.SIGNED_BY_ONE,
        permission=P.OWN_SIGN,
        label="Læg underskrevet aftale op",
        guards=[municipality_has_not_signed, municipality_may_sign_first],
        explanation="Leverandøren får kopien til sin underskrift.",
    )
    def sign_first(self, *, signed_on: date) -> None:
        """The municipality signs before the supplier."""
        self.municipality_signed_on = signed_on
        self._since_now()

    @step(
        "state",
        source=S.SIGNED_BY_ONE,
        target=S.SIGNED,
        permission=P.OWN_SIGN,
        label="Læg aftalen op med begge underskrifter",
        guards=[municipality_has_not_signed],
        explanation="Begge parter har så underskrevet.",
    )
    def sign_second(self, *, signed_on: date) -> None:
        """The municipality signs after the supplier."""
        self.municipality_signed_on = signed_on
        self._since_now()

    @step(
        "state",
        source=S.SIGNED,
        target=S.IN_FORCE,
        permission=P.OWN_AGREEMENTS_CHOOSE,
        label="Registrér som gældende",
        explanation="Aftalen gælder fra den dato, kommunen skriver.",
    )
    def take_effect(
        self,
        *,
        in_force_from: date,
        valid_until: date | None,
        notice_by: date | None,
        journal_number: str,
        notice_months: int | None = None,
    ) -> None:
        """Note from when the agreement applies, and with what notice it can be terminated."""
        self.notice_months = notice_months
        self.in_force_from, self.valid_until, self.notice_by = in_force_from, valid_until, notice_by
        self.journal_number = journal_number
        self._since_now()

    # --- what comes down: taken by the delivery functions, which write the same rows ---

    @step("state", source=S.QUESTION, target=S.FOR_DECISION, permission=RECEIVE, label="Svar modtaget")
    def receive_answer(self) -> None:
        """The secretariat has answered."""
        self._since_now()

    @step(
        "state",
        source=S.TO_SIGN,
        target=S.SIGNED_BY_ONE,
        permission=RECEIVE,
        label="Leverandøren har underskrevet",
        guards=[supplier_has_not_signed],
    )
    def supplier_signs_first(self, *, signed_on: date) -> None:
        """The supplier signs before the municipality."""
        self.supplier_signed_on = signed_on
        self._since_now()

    @step(
        "state",
        source=S.TO_SIGN,
        target=S.SIGNED,
        permission=RECEIVE,
        label="Begge parter har underskrevet",
        guards=[supplier_has_not_signed, municipality_has_not_signed],
    )
    def service_signs(self, *, supplier_on: date, municipality_on: date) -> None:
        """Both have signed at the signing service."""
        self.supplier_signed_on, self.municipality_signed_on = supplier_on, municipality_on
        self._since_now()

    @step(
        "state",
        source=S.SIGNED_BY_ONE,
        target=S.SIGNED,
        permission=RECEIVE,
        label="Leverandøren har underskrevet",
        guards=[supplier_has_not_signed],
    )
    def supplier_signs_second(self, *, signed_on: date) -> None:
        """The supplier signs after the municipality."""
        self.supplier_signed_on = signed_on
        self._since_now()

    @step(
        "state",
        source=list(BEFORE_SIGNATURE),
        target=S.WITHDRAWN,
        permission=RECEIVE,
        label="Trukket tilbage",
    )
    def be_withdrawn(self, *, withdrawn_reason: str) -> None:
        """The secretariat takes the text back before anybody has signed."""
        self.withdrawn_reason = withdrawn_reason
        self._since_now()


class AgreementQuestion(models.Model):
    """What the municipality asks before it decides, and the secretariat's answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField("spørgsmål")
    asked_by_id = models.UUIDField()
    asked_by_name = models.CharField("stillet af", max_length=300)
    asked_at = models.DateTimeField("stillet", default=timezone.now)
    answer = models.TextField("svar", blank=True, default="")
    answered_by_name = models.CharField("besvaret af", max_length=300, blank=True, default="")
    answered_at = models.DateTimeField("besvaret", null=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = "spørgsmål"
        verbose_name_plural = "spørgsmål"


class SignatureCheck(SignatureCheckBase):
    """What was found in a file uploaded here, or in the one delivered from the supplier."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signature_checks")
    file = models.ForeignKey("documents_municipal.MunicipalFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "kontrol af underskrift"
        verbose_name_plural = "kontroller af underskrifter"


class SignedCopy(CheckedCopyBase):
    """A copy of the agreement that a party has signed, uploaded here or delivered from the supplier."""

    Party = Party

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="copies")
    party = models.CharField("part", max_length=12, choices=Party.choices)
    file = models.ForeignKey("documents_municipal.MunicipalFile", on_delete=models.PROTECT, related_name="+")
    examination = models.ForeignKey(
        SignatureCheck, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="kontrol"
    )
    signed_on = models.DateField("underskrevet den")
    signed_by = models.CharField("underskrevet af", max_length=150)
    added_by_id = models.UUIDField()
    added_by_name = models.CharField("lagt op af", max_length=300)
    added_at = models.DateTimeField("lagt op", default=timezone.now)

    class Meta:
        ordering = ["added_at"]
        verbose_name = "underskrevet kopi"
        verbose_name_plural = "underskrevne kopier"
        constraints = [models.UniqueConstraint(fields=["agreement", "party"], name="agreements_m_copy_once")]


from agreements.municipal.incidents.models import BreachNote, Incident, IncidentText  # noqa: E402
from agreements.municipal.intake.models import Intake, IntakeFile, IntakeLine  # noqa: E402 - the app's other models
from agreements.municipal.keeping.models import KeptFile, LastVisit, Remark  # noqa: E402
from agreements.municipal.mandates.models import Mandate, OwnContacts  # noqa: E402
from agreements.municipal.notices.models import AgreementNotice, AppendixB, Notice  # noqa: E402

__all__ = [
    "Agreement",
    "AgreementNotice",
    "AgreementQuestion",
    "AppendixB",
    "BreachNote",
    "Incident",
    "IncidentText",
    "Intake",
    "IntakeFile",
    "IntakeLine",
    "KeptFile",
    "LastVisit",
    "Mandate",
    "Notice",
    "OwnContacts",
    "Remark",
    "SignedCopy",
]
