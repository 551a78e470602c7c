"""The rounds of a negotiation: what was sent to the supplier, its wishes, and the answers."""

import uuid

from django.db import models
from django.utils import timezone

from agreements.joint.models.texts import CommonText


class Round(models.Model):
    """One time the supplier held the pen: the wording it was sent, frozen, and how it came back."""

    class Outcome(models.TextChoices):
        OPEN = "", "hos leverandøren"
        WISHES = "wishes", "ønsker modtaget"
        ACCEPTED = "accepted", "godkendt"
        RECALLED = "recalled", "afsluttet af sekretariatet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="rounds")
    supplier_id = models.UUIDField()
    number = models.PositiveSmallIntegerField("runde")
    values = models.JSONField()
    clauses = models.JSONField()
    document = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    message = models.TextField("besked til leverandøren", blank=True)
    due = models.DateField("frist")
    sent_at = models.DateTimeField("sendt", default=timezone.now)
    sent_by_name = models.CharField("sendt af", max_length=300)
    outcome = models.CharField(
        "udfald", max_length=10, choices=Outcome.choices, blank=True, default=Outcome.OPEN
    )
    returned_at = models.DateTimeField("modtaget tilbage", null=True)
    returned_by_name = models.CharField("sendt tilbage af", max_length=300, blank=True)
    closing_note = models.TextField("bemærkning", blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["common_text", "number"], name="agreements_j_round_once"),
            models.CheckConstraint(
                condition=models.Q(outcome="", returned_at=None)
                | (~models.Q(outcome="") & models.Q(returned_at__isnull=False)),
                name="agreements_j_round_returned",
            ),
        ]


class Wish(models.Model):
    """What the supplier would like otherwise in one clause: written on the page, or read out of its file.

    Of a file come `before` and `after` (the paragraph without and with this one change), `pieces` (the
    paragraph as [kind, text]), `comments`, and who made it. `tracked` is false where nobody marked it.
    """

    class Kind(models.TextChoices):
        WRITTEN = "written", "skrevet på siden"
        REPLACE = "replace", "ændret ordlyd"
        INSERT = "insert", "tilføjelse"
        DELETE = "delete", "sletning"
        MOVE = "move", "flyttet"
        GONE = "gone", "indsat og slettet igen"
        COMMENT = "comment", "kommentar"
        OWN_TEXT = "own_text", "leverandørens egen tekst"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="wishes")
    supplier_id = models.UUIDField()
    clause = models.CharField("punkt", max_length=20)
    heading = models.CharField("overskrift", max_length=200)
    file = models.ForeignKey(
        "agreements_joint.RoundFile", on_delete=models.CASCADE, related_name="wishes", null=True
    )
    position = models.PositiveSmallIntegerField("rækkefølge", default=0)
    kind = models.CharField("art", max_length=10, choices=Kind.choices, default=Kind.WRITTEN)
    tracked = models.BooleanField("markeret i filen", default=True)
    part = models.CharField("del af filen", max_length=40, blank=True)
    place = models.CharField("sted", max_length=40, blank=True)
    before = models.TextField("før", blank=True)
    after = models.TextField("efter", blank=True)
    pieces = models.JSONField("ændringen", default=list)
    comments = models.JSONField("kommentarer", default=list)
    author = models.CharField("ændret af", max_length=100, blank=True)
    changed_on = models.CharField("ændret", max_length=25, blank=True)
    text = models.TextField("ønske og begrundelse")
    proposal = models.TextField("forslag til ordlyd", blank=True)
    written_by_name = models.CharField("skrevet af", max_length=300)
    created_at = models.DateTimeField(default=timezone.now)
    dropped = models.BooleanField("fjernet igen", default=False)

    class Meta:
        ordering = ["created_at", "position"]
        indexes = [models.Index(fields=["clause"], name="agreements_j_wish_clause")]

    @property
    def where(self) -> str:
        """Return the place in words: "7.3", "Bilag B.1, Fodnote 2"."""
        return ", ".join(each for each in (self.place or self.clause, self.part) if each)


class WishAnswer(models.Model):
    """The secretariat's answer to one wish. The supplier sees it once the next round is sent."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", "imødekommet"
        REFUSED = "refused", "afvist med begrundelse"
        COUNTER = "counter", "modforslag"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wish = models.OneToOneField(Wish, on_delete=models.CASCADE, related_name="answer")
    supplier_id = models.UUIDField()
    outcome = models.CharField("svar", max_length=8, choices=Outcome.choices)
    text = models.TextField("begrundelse eller modforslag", blank=True)
    answered_by_name = models.CharField("besvaret af", max_length=300)
    answered_at = models.DateTimeField(default=timezone.now)
    shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="granted") | ~models.Q(text=""),
                name="agreements_j_answer_reasoned",
            )
        ]
