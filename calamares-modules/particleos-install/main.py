# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs what was chosen: global storage to an answer file, the plan, and the run with its progress."""

from __future__ import annotations

import libcalamares
from particleos_calamares.installer import PROGRAM, Installer, Refused
from particleos_calamares.storage import added_by, forget_secrets, gather

_NAME = "Installing the system"
# The slideshow reads it: Calamares 3.3 asks a Python job for its name once, and never for a status.
STATUS_KEY = "particleosStatus"
# The page after the install shows it. In memory only: it opens the disk.
RECOVERY_KEY = "particleosRecoveryKey"
_status = _NAME


def pretty_name() -> str:
    return _NAME


def pretty_status_message() -> str:
    return _status


def _show(fraction: float, words: str) -> None:
    global _status
    _status = words
    libcalamares.globalstorage.insert(STATUS_KEY, words)
    libcalamares.job.setprogress(fraction)


def run() -> tuple[str, str] | None:
    """None when it is installed, or the engine's sentence with the state of the disk and the log."""
    configuration = libcalamares.job.configuration
    installer = Installer(configuration.get("installer", PROGRAM))
    added = added_by(configuration)
    chosen = gather(libcalamares.globalstorage, added, libcalamares.utils.obscure)
    forget_secrets(libcalamares.globalstorage)
    try:
        answers, warnings = installer.answers(chosen.storage)
        for warning in warnings:
            libcalamares.utils.warning(warning)
        plan_hash = installer.plan(answers)
        libcalamares.utils.debug(f"plan {plan_hash}")
        ended = installer.apply(answers, plan_hash, chosen, _show)
    except Refused as refused:
        return refused.for_calamares()
    libcalamares.globalstorage.insert("particleosLog", ended.event["logFile"])
    if ended.recovery_key:
        libcalamares.globalstorage.insert(RECOVERY_KEY, ended.recovery_key)
    return None
