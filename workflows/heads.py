"""Daily heads: where every chain of the log ended, signed, in a table and in a file kept apart.

Whoever could rewrite a whole chain in the database would have to rewrite these files too, and has not
the key. How they are checked by a third party is told in docs/operations.md.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from workflows.models import LogHeads
from workflows.sealkeys import key_id, known_keys, signing_key, write_once


class HeadsError(Exception):
    """A file of today's heads lies there that cannot be ours."""


@dataclass(frozen=True)
class Signed:
    """One day's heads as they were signed: the exact text, its digest, and with which key."""

    content: str
    sha256: str
    signature: str
    key_id: str
    public_key: str

    @property
    def facts(self) -> dict[str, Any]:
        """Return what the text says: day, made_at, former, chains."""
        facts: dict[str, Any] = json.loads(self.content)
        return facts

    @classmethod
    def read(cls, path: Path) -> "Signed":
        """Return what a file holds; raises HeadsError for one that is no such file."""
        try:
            return cls(**json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError, UnicodeDecodeError) as error:
            raise HeadsError(f"{path.name} kan ikke læses: {error}") from None


def content_of(day: str, made_at: str, former: str, chains: dict[str, Any]) -> str:
    """Return the text that is signed: JSON with sorted keys and no spaces."""
    facts = {"day": day, "made_at": made_at, "former": former, "chains": chains}
    return json.dumps(facts, sort_keys=True, separators=(",", ":"))


def kept_today() -> bool:
    """Return whether today's heads are kept."""
    return LogHeads.objects.filter(day=timezone.localdate()).exists()


def keep_today() -> bool:
    """Sign and keep where the chains end, once a day; return whether it was done now. Act as the jobs.

    A file is never overwritten: where today's lies there already (the process died before it had
    stored the row) the row is made of it. Raises HeadsError where that file is not ours.
    """
    today = timezone.localdate()
    with transaction.atomic():
        if not _ask("SELECT pg_try_advisory_xact_lock(hashtextextended('workflows_heads', 0))")[0][0]:
            return False
        if kept_today():
            return False
        last = LogHeads.objects.order_by("-day").first()
        ends = _ask("SELECT chain, position, encode(digest, 'hex') FROM workflows_chain_ends_v1()")
        chains = {chain: {"position": position, "digest": digest} for chain, position, digest in ends}
        made_at = timezone.now().isoformat()
        signed = _sign(content_of(today.isoformat(), made_at, last.sha256 if last else "", chains))
        kept = _keep(today, signed)
        facts = kept.facts
        LogHeads(
            day=today,
            made_at=facts["made_at"],
            former=facts["former"],
            chains=facts["chains"],
            sha256=kept.sha256,
            signature=kept.signature,
            key_id=kept.key_id,
        ).save(force_insert=True)
    return True


def path_of(day: date) -> Path:
    """Return where a day's heads lie."""
    return Path(settings.SEALS_DIR) / f"{day.isoformat()}.json"


def vouched(signed: Signed) -> bool:
    """Return whether the heads are signed by a key of this installation, present or former."""
    key = known_keys().get(signed.key_id)
    if key is None or sha256(signed.content.encode()).hexdigest() != signed.sha256:
        return False
    try:
        key.verify(base64.b64decode(signed.signature), signed.content.encode())
    except (InvalidSignature, binascii.Error):
        return False
    return True


def _sign(content: str) -> Signed:
    key = signing_key()
    public = key.public_key()
    return Signed(
        content,
        sha256(content.encode()).hexdigest(),
        base64.b64encode(key.sign(content.encode())).decode(),
        key_id(public),
        base64.b64encode(public.public_bytes_raw()).decode(),
    )


def _keep(day: date, signed: Signed) -> Signed:
    path = path_of(day)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_once(path, json.dumps(vars(signed), indent=1))
    except FileExistsError:
        there = Signed.read(path)
        same = (there.facts["day"], there.facts["former"]) == (signed.facts["day"], signed.facts["former"])
        if not vouched(there) or not same:
            raise HeadsError(f"{path} ligger der allerede og er ikke dannet her.") from None
        return there
    return signed


def _ask(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()
