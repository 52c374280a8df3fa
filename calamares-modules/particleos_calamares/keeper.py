# SPDX-License-Identifier: GPL-3.0-or-later
"""Saves the recovery key to a stick, as the last page asks.

A page of notes cannot start a program, and jobs are over when it is shown. So a process of its own has the key in memory, and
page and process leave each other notes in a directory that is root's: which stick, and what became of it. The key is in none.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from particleos_calamares.installer import Installer, Refused

KEEPER = "/usr/bin/particleos-calamares-keeper"
# On a tmpfs; particleos-calamares has its own files there too.
DIRECTORY = "/run/particleos-calamares/keeper"
_ASK = "ask"
_ANSWER = "answer"
_PAUSE_SECONDS = 0.2


def start(key: str, installer: str, program: str = KEEPER, directory: str = DIRECTORY) -> str:
    """Starts the process; the directory for notes, empty where it cannot be started, which is no reason to fail."""
    # Of an install before, in the same live system.
    shutil.rmtree(directory, ignore_errors=True)
    try:
        Path(directory).mkdir(mode=0o700, parents=True)
        keeper = subprocess.Popen(
            [program, directory, installer, str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        shutil.rmtree(directory, ignore_errors=True)
        return ""
    assert keeper.stdin is not None
    keeper.stdin.write(key.encode())
    keeper.stdin.close()
    return directory


def _answer(asked: dict[str, Any], key: str, installer: Installer) -> dict[str, Any]:
    try:
        if "stick" in asked:
            return {"file": installer.save_recovery_key(str(asked["stick"]), key)}
        return {"sticks": installer.sticks()}
    except Refused as refused:
        return {"refused": f"{refused.sentence} {refused.details}".strip()}


def _take(note: Path) -> dict[str, Any] | None:
    """What is asked; None while nothing is, or while it is being written."""
    try:
        asked: dict[str, Any] = json.loads(note.read_text())
    except (OSError, ValueError):
        return None
    note.unlink(missing_ok=True)
    return asked


def serve(directory: Path, key: str, installer: Installer, is_wanted: Callable[[], bool]) -> None:
    """Answers until the page says that somebody has the key, or nobody is there to ask; takes the directory away.

    Asked is {"number": N} for the sticks that are plugged in, {"number": N, "stick": ID} to save, {"end": true} to end.
    """
    while is_wanted() and directory.is_dir():
        asked = _take(directory / _ASK)
        if asked is None:
            time.sleep(_PAUSE_SECONDS)
            continue
        if "end" in asked:
            break
        new = directory / f"{_ANSWER}.new"
        new.write_text(json.dumps({"number": asked.get("number"), **_answer(asked, key, installer)}))
        os.replace(new, directory / _ANSWER)
    shutil.rmtree(directory, ignore_errors=True)
