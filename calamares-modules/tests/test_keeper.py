# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that saves the recovery key, with an installer that notes what it was told."""

from __future__ import annotations

import json
import os
import stat
import sys
import tempfile
import time
import unittest
import warnings
from pathlib import Path
from typing import Any

from fake_calamares import ROOT

sys.path.insert(0, str(ROOT))
from particleos_calamares import keeper  # noqa: E402

KEY = "cbdefghi-jklnrtuv"
INSTALLER = """#!/usr/bin/python3
import json, sys
from pathlib import Path
here = Path(__file__).parent
if sys.argv[1] == "sticks":
    print(json.dumps({"sticks": [{"id": "one", "title": "KEYS"}]}))
elif sys.argv[-2] == "full":
    issue = {"severity": "error", "sentence": "The stick is full.", "advice": "Try another one."}
    print(json.dumps({"file": None, "issues": [issue]}))
else:
    (here / "saved").write_text(json.dumps([sys.argv[1:], sys.stdin.read()]))
    print(json.dumps({"file": "key.txt", "issues": []}))
"""
PATIENCE_SECONDS = 60


class Keeper(unittest.TestCase):
    def setUp(self) -> None:
        # The process outlives who has started it: that is what it is for.
        warnings.simplefilter("ignore", ResourceWarning)
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        self.installer = self.directory / "installer"
        self.installer.write_text(INSTALLER)
        self.installer.chmod(0o755)
        self.program = self.directory / "keeper"
        self.program.write_text(
            f"#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} {ROOT}/bin/particleos-calamares-keeper \"$@\"\n"
        )
        self.program.chmod(0o755)
        self.notes = self.directory / "notes"

    def start(self) -> None:
        started = keeper.start(KEY, str(self.installer), str(self.program), str(self.notes))
        self.assertEqual(started, str(self.notes))
        self.addCleanup(self.end)

    def end(self) -> None:
        if self.notes.exists():
            (self.notes / "ask").write_text(json.dumps({"end": True}))
            self.until_gone()

    def until_gone(self) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while self.notes.exists():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)

    def ask(self, number: int, **what: Any) -> dict[str, Any]:
        (self.notes / "ask").write_text(json.dumps({"number": number, **what}))
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            answer = self.notes / "answer"
            said: dict[str, Any] = json.loads(answer.read_text()) if answer.exists() else {}
            if said.get("number") == number:
                return said
            time.sleep(0.05)
        self.fail("there was no answer")

    def test_lists_sticks_and_saves_by_standard_input(self) -> None:
        self.start()
        self.assertEqual(stat.S_IMODE(self.notes.stat().st_mode), 0o700)
        self.assertEqual(self.ask(1)["sticks"], [{"id": "one", "title": "KEYS"}])
        self.assertEqual(self.ask(2, stick="one"), {"number": 2, "file": "key.txt"})
        argv, stdin = json.loads((self.directory / "saved").read_text())
        self.assertEqual((argv, stdin), (["save", "recovery-key", "--stick", "one", "--json"], KEY))
        for note in self.notes.iterdir():
            self.assertNotIn(KEY, note.read_text())

    def test_says_why_not_and_can_be_asked_again(self) -> None:
        self.start()
        refused = self.ask(1, stick="full")
        self.assertEqual(refused["refused"], "The stick is full. Try another one.")
        self.assertEqual(self.ask(2, stick="one")["file"], "key.txt")
        self.installer.unlink()
        self.assertIn("without an answer", self.ask(3)["refused"])

    def test_half_a_note_is_none_yet(self) -> None:
        self.start()
        (self.notes / "ask").write_text('{"number": 1, "st')
        time.sleep(1)
        self.assertEqual(list(self.notes.iterdir()), [self.notes / "ask"])
        self.assertEqual(self.ask(1, stick="one")["file"], "key.txt")

    def test_ends_when_somebody_has_the_key(self) -> None:
        self.start()
        (self.notes / "ask").write_text(json.dumps({"end": True}))
        self.until_gone()

    def test_ends_with_calamares(self) -> None:
        script = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from particleos_calamares import keeper; "
        script += f"assert keeper.start({KEY!r}, {str(self.installer)!r}, {str(self.program)!r}, {str(self.notes)!r})"
        calamares = os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", script])
        self.assertEqual(calamares, 0)
        self.until_gone()

    def test_without_the_program_there_is_nobody_to_ask(self) -> None:
        self.assertEqual(keeper.start(KEY, "", str(self.directory / "absent"), str(self.notes)), "")
        self.assertFalse(self.notes.exists())


if __name__ == "__main__":
    unittest.main()
