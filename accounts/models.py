"""People, whom they work for, their sessions and invitations. They stand in the shared schema only."""

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone


class PersonManager(BaseUserManager["Person"]):
    """Makes people; the address is kept in lower case, and is who somebody is."""

    def create_user(self, email: str, name: str, password: str | None = None, **more: Any) -> "Person":
        """Store a person; without a password nobody can sign in until an invitation is taken up."""
        person = self.model(email=email.strip().lower(), name=name, **more)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with the address, whatever its case."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who can sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mail", unique=True)
    name = models.CharField("navn", max_length=150)
    language = models.CharField(
        "sprog", max_length=2, default="da", choices=[("da", "Dansk"), ("en", "English")]
    )
    is_active = models.BooleanField("aktiv", default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "personer"

    def __str__(self) -> str:
        return self.name


class Engagement(models.Model):
    """A person works for an organisation, in some roles: the secretariat, a municipality or a supplier.

    Name, address, phone and title are as this organisation wrote them; it learns nothing of what
    others have written about the same person, nor whether there are others.
    `municipality_id` and `supplier_id` are plain ids (suppliers live in a room above); row
    policies read them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="engagements")
    site = models.CharField(max_length=12)
    municipality_id = models.UUIDField(null=True, blank=True)
    supplier_id = models.UUIDField(null=True, blank=True)
    organisation = models.CharField("organisation", max_length=200)
    name = models.CharField("navn", max_length=150)
    email = models.EmailField("e-mail")
    phone = models.CharField("telefon", max_length=30, blank=True)
    title = models.CharField("stilling", max_length=100, blank=True)
    roles = ArrayField(models.CharField(max_length=20), verbose_name="roller")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "site", "municipality_id", "supplier_id"],
                nulls_distinct=False,
                name="accounts_engagement_once",
            ),
            models.CheckConstraint(
                condition=models.Q(site="secretariat", municipality_id=None, supplier_id=None)
                | models.Q(site="municipality", municipality_id__isnull=False, supplier_id=None)
                | models.Q(site="supplier", supplier_id__isnull=False, municipality_id=None),
                name="accounts_engagement_site",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality_id"], name="accounts_engage_muni"),
            models.Index(fields=["supplier_id"], name="accounts_engage_supplier"),
        ]


class Colleague(models.Model):
    """What a municipality, a supplier or the secretariat may see of people: a database view.

    Rows are engagements; no secrets, and under a municipality's or supplier's role its own only.
    """

    id = models.UUIDField(primary_key=True)
    person_id = models.UUIDField()
    name = models.CharField(max_length=150)
    email = models.EmailField()
    phone = models.CharField(max_length=30)
    title = models.CharField(max_length=100)
    site = models.CharField(max_length=12)
    municipality_id = models.UUIDField(null=True)
    supplier_id = models.UUIDField(null=True)
    organisation = models.CharField(max_length=200)
    roles = ArrayField(models.CharField(max_length=20))

    class Meta:
        managed = False
        db_table = "accounts_colleague"
        ordering = ["name"]


class Invitation(models.Model):
    """A one-time way in: the mail carries a token, the table its hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="invitations")
    next_path = models.CharField(max_length=300, default="/")
    about_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    invited_by_name = models.CharField(max_length=300)


class Session(AbstractBaseSession):
    """Somebody's stay on a site, stored by accounts.sessions. Its key is a hash of the cookie's."""

    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="sessions")
    place = models.CharField(max_length=60, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    browser = models.CharField(max_length=80, blank=True)
    began = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta(AbstractBaseSession.Meta):
        db_table = "accounts_session"

    @classmethod
    def get_session_store_class(cls) -> Any:
        """Return the engine that reads and writes these rows."""
        from accounts.sessions import SessionStore

        return SessionStore


class CalendarFeed(models.Model):
    """A person's secret calendar address at a municipality: the address carries a token, the table its hash.

    It ends with the engagement; revoking it removes the row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    engagement = models.OneToOneField(Engagement, on_delete=models.CASCADE, related_name="calendar_feed")
    municipality_id = models.UUIDField(db_index=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)


class SavedFilter(models.Model):
    """A list as somebody at the secretariat wants to see it again: the address's query under a name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=60)
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "page", "name"], name="accounts_savedfilter_once")
        ]


class RowLink(models.Model):
    """A link that lets somebody without an account act on one row of one municipality.

    The door knows by the hash whose row it is; what the row holds it does not know. The first browser that
    opens the link is the one it stays with.
    """

    class State(models.TextChoices):
        OPEN = "open", "ikke åbnet"
        OPENED = "opened", "åbnet"
        EXPIRED = "expired", "udløbet"
        REVOKED = "revoked", "trukket tilbage"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    municipality_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=20)
    subject_id = models.UUIDField(db_index=True)
    token_hash = models.CharField(max_length=64, unique=True)
    visit_hash = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    @property
    def state(self) -> str:
        """Return where the link stands now."""
        if self.revoked_at is not None:
            return self.State.REVOKED
        if self.expires_at <= timezone.now():
            return self.State.EXPIRED
        return self.State.OPENED if self.visit_hash else self.State.OPEN
