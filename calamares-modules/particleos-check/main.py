# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at this machine, the image and what was chosen so far, before anything is written."""

from __future__ import annotations

import libcalamares
from particleos_calamares.installer import PROGRAM, Installer, Refused
from particleos_calamares.storage import added_by, gather


def pretty_name() -> str:
    return "Checking this machine and the image"


def run() -> tuple[str, str] | None:
    """None, or why an install would be refused."""
    configuration = libcalamares.job.configuration
    installer = Installer(configuration.get("installer", PROGRAM))
    added = added_by(configuration)
    chosen = gather(libcalamares.globalstorage, added, libcalamares.utils.obscure)
    try:
        for warning in installer.check_choices(chosen.storage):
            libcalamares.utils.warning(warning)
    except Refused as refused:
        return refused.for_calamares()
    return None
