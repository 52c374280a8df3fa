# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs what was chosen: global storage to an answer file, the plan, and the run with its progress."""

from __future__ import annotations

import libcalamares
from particleos_calamares import keeper
from particleos_calamares.installer import PROGRAM, Installer, Refused
from particleos_calamares.storage import added_by, forget_secrets, gather
from particleos_calamares.words import job_name

# The slideshow reads it: Calamares 3.3 asks a Python job for its name once, and never for a status.
STATUS_KEY = "particleosStatus"
# The page after the install shows it, and a QR code of it. In memory only: it opens the disk.
RECOVERY_KEY = "particleosRecoveryKey"
RECOVERY_CODE = "particleosRecoveryCode"
# Where that page leaves notes for who saves the key; see particleos_calamares/keeper.py.
KEEPER_KEY = "particleosKeeper"
# particleos-check puts it there.
TABLES_KEY = "particleosTables"
_status = ""


def pretty_name() -> str:
    return job_name("install", libcalamares.utils.gettext_languages())


def pretty_status_message() -> str:
    return _status or pretty_name()


def _show(fraction: float, words: str) -> None:
    global _status
    _status = words
    libcalamares.globalstorage.insert(STATUS_KEY, words)
    libcalamares.job.setprogress(fraction)


def _with_tables(refused: Refused) -> tuple[str, str]:
    """The refusal, and what the partition page's jobs have done before: the disk is not what it was."""
    sentence, details = refused.for_calamares()
    tables = libcalamares.globalstorage.value(TABLES_KEY)
    if not tables:
        return (sentence, details)
    before = f"Calamares has changed partitions, as its summary said. The tables before are noted in {tables}."
    return (sentence, f"{details}\n{before}" if details else before)


def run() -> tuple[str, str] | None:
    """None when it is installed, or the engine's sentence with the state of the disk and the log."""
    configuration = libcalamares.job.configuration
    program = configuration.get("installer", PROGRAM)
    installer = Installer(program)
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
        return _with_tables(refused)
    libcalamares.globalstorage.insert("particleosLog", ended.event["logFile"])
    if ended.recovery_key:
        libcalamares.globalstorage.insert(RECOVERY_KEY, ended.recovery_key)
        libcalamares.globalstorage.insert(RECOVERY_CODE, installer.qr_code(ended.recovery_key))
        libcalamares.globalstorage.insert(KEEPER_KEY, keeper.start(ended.recovery_key, program))
    return None
