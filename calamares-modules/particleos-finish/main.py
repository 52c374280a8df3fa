# SPDX-License-Identifier: GPL-3.0-or-later
"""Says what the run came to: the boot proof, warnings, what is left over, and where the log is."""

from __future__ import annotations

from pathlib import Path

import libcalamares
from particleos_calamares.installer import PROGRAM, Installer, Refused
from particleos_calamares.words import job_name


def pretty_name() -> str:
    return job_name("finish", libcalamares.utils.gettext_languages())


def _proof(installer: Installer) -> None:
    """Raises Refused unless the last run passed its boot proof and left nothing behind."""
    run = installer.status()
    # The engine reads partition table, loader, menu and settings again; it succeeds only when all is as planned.
    if run["state"] != "succeeded":
        raise Refused("The install did not come to its end.", f"It is {run['state']}.")
    for left in run["leftovers"]:
        libcalamares.utils.warning(f"left over: {left}")
    for issue in run["warnings"]:
        libcalamares.utils.warning(f"{issue['code']} {issue['params']}")


def _keep_log(directory: str) -> None:
    """Copies the run's log, which never holds a secret, to where the distribution collects such files."""
    source = Path(libcalamares.globalstorage.value("particleosLog") or "")
    if not source.is_file():
        libcalamares.utils.warning(f"there is no log at {source}")
        return
    target = Path(directory)
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = target / source.name
    copy.touch(mode=0o600)
    copy.write_bytes(source.read_bytes())


def run() -> tuple[str, str] | None:
    """None, or that the system would not start."""
    configuration = libcalamares.job.configuration
    try:
        _proof(Installer(configuration.get("installer", PROGRAM)))
    except Refused as refused:
        return refused.for_calamares()
    directory = configuration.get("logDirectory", "")
    if directory:
        try:
            _keep_log(directory)
        except OSError as error:
            # The system is installed: a log that cannot be copied is no failure of it.
            libcalamares.utils.warning(f"the log could not be copied: {error}")
    return None
