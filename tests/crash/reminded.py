"""The act that nobody does: what is due is found by the clock alone, which is killed meanwhile."""

import random
from collections.abc import Iterator

from tests.crash import invariants
from tests.crash.acts import Act
from tests.crash.installation import Installation

BEAT = "beat"
ABOUT = "audits.supplier_answers"
_RULE = "UPDATE workflows_reminderrule SET active_from = '2020-01-01' WHERE about = %s AND working_days = -5"
_DUE = "UPDATE audits_joint_audit SET deadline = current_date + 1 WHERE id = %s"
_MAILS = """
    SELECT count(*) FROM workflows_outboxmail m
     WHERE m.kind = 'audits/supplier_reminder' AND m.state = 'sent'
       AND %s::uuid IN (SELECT m.joint_id UNION SELECT a.joint_id FROM workflows_mailabout a
                         WHERE a.mail_id = m.id)"""
_LOGGED = "SELECT count(*) FROM workflows_logentry WHERE subject_id = %s AND action = 'remind'"
_TWICE = "SELECT count(*) FROM (SELECT entry FROM workflows_seal GROUP BY entry HAVING count(*) > 1) AS twice"


class Remind(Act):
    """A case falls due. Beat alone brings about the reminder, its mail and the seal on its row of the log."""

    name = "remind"

    def __init__(self, installation: Installation, draw: random.Random, case: str) -> None:
        super().__init__(installation, draw)
        self.case = case

    def go(self) -> None:
        """Wait for beat, which is started again where it is gone."""
        self.installation.start_beat()
        with self.installation.superuser() as connection:
            connection.execute(_RULE, [ABOUT])
            connection.execute(_DUE, [self.case])
        self.installation.until(self._is_done, "the reminder has left, and the log is sealed")

    def _is_done(self) -> bool:
        return bool(self.value(_MAILS, self.case)) and not invariants.unsealed(self.installation)

    def wrong(self) -> Iterator[str]:
        """Written once, told once in the log, sealed once."""
        found = (self.value(_LOGGED, self.case), self.value(_MAILS, self.case), self.value(_TWICE))
        if found != (1, 1, 0):
            yield f"Rows of the log, mails and rows sealed twice: {found} instead of (1, 1, 0)"

    def over(self) -> None:
        """Beat goes; in the other acts the harness does what it would do."""
        self.installation.stop_beat()
