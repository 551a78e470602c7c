"""Runs PostgreSQL as somebody who is not root, since PostgreSQL refuses root.

An ordinary user runs it directly. Root runs it in a user namespace, where the files still belong
to root and nothing has to change owner; where namespaces are not allowed (many containers), root
gives the folder to an ordinary system user and keeps only the right to walk through folders, so
that an installation under a home nobody else may read still works.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from secretariat.embedded.errors import EmbeddedError

WALK = "+dac_override,+dac_read_search"


def ordinary_user() -> pwd.struct_passwd:
    """A system user that is not root and is named in the user list (initdb asks for its name)."""
    others = [entry for entry in pwd.getpwall() if 0 < entry.pw_uid < 65_000]
    preferred = [entry for entry in others if entry.pw_name in ("postgres", "daemon", "bin")]
    if not others:
        raise EmbeddedError("Systemet har ingen almindelig bruger, som PostgreSQL kan køre som.")
    return (preferred or others)[0]


def prefix_for(programs: Path, folder: Path) -> list[str]:
    """What to put before a PostgreSQL program so that it runs as somebody other than root.

    `folder` exists and is where the server will write. Raises EmbeddedError when root has no way.
    """
    if os.geteuid() != 0:
        return []
    user = ordinary_user()
    namespace = ["unshare", "--user", f"--map-user={user.pw_uid}"]
    if _works(namespace, programs, folder):
        return namespace
    switch = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    switch += [f"--inh-caps={WALK}", f"--ambient-caps={WALK}"]
    _give(folder, user)
    if _works(switch, programs, folder):
        return switch
    raise EmbeddedError(
        "PostgreSQL kan ikke køre som root, og hverken unshare eller setpriv virker her. "
        "Kør bin/up som en almindelig bruger."
    )


def _works(prefix: list[str], programs: Path, folder: Path) -> bool:
    """Whether a program started this way can run PostgreSQL and write in the folder."""
    if shutil.which(prefix[0]) is None:
        return False
    check = '"$1" --version && test -w "$2" && test -x "$2" && test "$(stat -c %u "$2")" = "$(id -u)"'
    command = [*prefix, "sh", "-c", check, "sh", str(programs / "postgres"), str(folder)]
    return subprocess.run(command, capture_output=True).returncode == 0


def _give(folder: Path, user: pwd.struct_passwd) -> None:
    os.chown(folder, user.pw_uid, user.pw_gid)
    for root, folders, files in os.walk(folder):
        for name in folders + files:
            os.chown(os.path.join(root, name), user.pw_uid, user.pw_gid, follow_symlinks=False)
