"""Somebody has lost the device of the second factor: it is taken away, and the person is told."""

from django.db import connection, transaction

from accounts.models import Colleague
from accounts.permissions import P
from workflows.actors import Actor
from workflows.engine import NotPermittedError
from workflows.log import record
from workflows.mail import queue_mail


@transaction.atomic
def take_away_factor(*, by: Actor, colleague: Colleague) -> bool:
    """Take away the person's second factor and end all its sessions; return whether there was one.

    An administrator of the secretariat may for everybody else, a case worker for a supplier's people.
    Raises NotPermittedError (Danish words) for others, and for one's own.
    """
    if by.id == colleague.person_id:
        raise NotPermittedError("Din egen totrinsbekræftelse fjerner du under Min sikkerhed.")
    theirs = colleague.site == "supplier" and (by.may(P.REGISTER_EDIT) or by.may(P.AUDITS_CONDUCT))
    if not theirs and not by.may(P.PEOPLE_MANAGE):
        raise NotPermittedError("Kun en administrator i sekretariatet kan fjerne totrinsbekræftelsen her.")
    if theirs and not by.may(P.PEOPLE_MANAGE) and _is_ours(colleague):
        raise NotPermittedError("Personen arbejder også i sekretariatet. Bed en administrator om det.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT accounts_take_away_factor_v1(%s)", [_reaching(colleague).id])
        row = cursor.fetchone()
    if not row or not row[0]:
        return False
    record(colleague, "take_away_second_factor", by=by)
    told = {"name": colleague.name, "by": by.signature}
    queue_mail(to=[colleague.email], template="accounts/factor_taken_away", context=told)
    return True


def _is_ours(colleague: Colleague) -> bool:
    return _reaching(colleague).site == "secretariat"


def _reaching(colleague: Colleague) -> Colleague:
    """The work by which the second factor is reached: that for the secretariat, where there is any."""
    ours = Colleague.objects.filter(person_id=colleague.person_id, site="secretariat").first()
    return ours or colleague
