# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at this machine, the image and what was chosen so far, before anything is written."""

from __future__ import annotations

import libcalamares
from particleos_calamares.installer import PROGRAM, Installer, Refused
from particleos_calamares.storage import added_by, gather
from particleos_calamares.words import job_name


def pretty_name() -> str:
    return job_name("check", libcalamares.utils.gettext_languages())


# A page before the choice shows it: disks that would be refused.
UNFIT_KEY = "particleosUnfit"
# A refusal after the partition page's jobs names it: the log with the tables as they were.
TABLES_KEY = "particleosTables"


def run() -> tuple[str, str] | None:
    """None, or why an install would be refused."""
    configuration = libcalamares.job.configuration
    installer = Installer(configuration.get("installer", PROGRAM))
    added = added_by(configuration)
    storage = libcalamares.globalstorage
    chosen = gather(storage, added, libcalamares.utils.obscure)
    try:
        # Behind the partition page its own jobs are next, and they write.
        checked = installer.check_choices(chosen.storage, note_tables="partitionChoices" in chosen.storage)
    except Refused as refused:
        return refused.for_calamares()
    for warning in checked.warnings:
        libcalamares.utils.warning(warning)
    storage.insert(UNFIT_KEY, checked.unfit)
    if checked.tables:
        storage.insert(TABLES_KEY, checked.tables)
    return None
