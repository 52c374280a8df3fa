# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs against an installer that fails in each way it can, and that notes what it was told."""

from __future__ import annotations

import json
import stat
import tempfile
import unittest
from pathlib import Path
from typing import Any
from unittest import mock

from fake_calamares import Fake, load_job, obscure

PASSWORD = "pass word-canary"
PASSPHRASE = "disk-canary"
CHOSEN: dict[str, Any] = {
    "username": "ada",
    "password": obscure(PASSWORD),
    "luksPassphrase": obscure(PASSPHRASE),
    "setRootPassword": False,
    "partitions": [{"device": "/dev/vda2", "mountPoint": "/", "claimed": True, "luksPassphrase": PASSPHRASE}],
}
ISSUE = {"code": "x", "severity": "error", "sentence": "The disk is gone.", "advice": "Plug it in.", "params": {}}
WARNING = {**ISSUE, "severity": "warning", "sentence": "Careful.", "advice": ""}
SUCCEEDED = {"state": "succeeded", "warnings": [], "leftovers": [], "disk": "bootable"}

# Notes arguments, standard input and every secret, and answers from files beside it.
STAND_IN = """#!/usr/bin/python3
import json, os, sys
from pathlib import Path
here = Path(__file__).parent
verb = sys.argv[1]
if verb == "apply" and (here / "deaf").exists():
    sys.exit(3)
note = {"argv": sys.argv[1:], "stdin": "" if verb in ("status", "facts") else sys.stdin.read(), "secrets": {}}
for at, word in enumerate(sys.argv):
    if word == "--secret":
        name, fd = sys.argv[at + 1].split("=fd:")
        note["secrets"][name] = os.fdopen(int(fd)).read()
    if word == "--recovery-key":
        with os.fdopen(int(sys.argv[at + 1].removeprefix("fd:")), "w") as key:
            key.write((here / "key").read_text())
with open(here / "notes", "a") as notes:
    notes.write(json.dumps(note) + "\\n")
answer = here / verb
if not answer.exists():
    sys.exit("it broke")
sys.stdout.write(answer.read_text())
"""


class JobTest(unittest.TestCase):
    """A directory with the stand-in."""

    def setUp(self) -> None:
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        self.program = self.directory / "installer"
        self.program.write_text(STAND_IN)
        self.program.chmod(0o755)
        self.answer("convert", {"request": {}, "answers": "version: 1\n", "issues": [WARNING]})
        self.answer("plan", {"hash": "ab" * 32, "plan": {}, "issues": []})
        self.answer("status", SUCCEEDED)
        self.events({"event": "progress", "fraction": 0.5, "words": "Copying", "run": {}}, self.ended(SUCCEEDED))

    @staticmethod
    def ended(run: dict[str, Any], *issues: dict[str, Any]) -> dict[str, Any]:
        return {"event": "ended", "run": run, "issues": issues, "disk": "new, empty", "logFile": "/var/log/x.log"}

    def answer(self, verb: str, value: Any) -> None:
        (self.directory / verb).write_text(json.dumps(value))

    def events(self, *events: Any) -> None:
        (self.directory / "apply").write_text("".join(json.dumps(event) + "\n" for event in events))

    def notes(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.directory / "notes").read_text().splitlines()]

    def run_job(self, name: str, chosen: dict[str, Any] | None = None, **configuration: Any) -> tuple[Fake, Any]:
        fake = Fake(dict(CHOSEN if chosen is None else chosen), {"installer": str(self.program), **configuration})
        return fake, load_job(name, fake).run()


class Install(JobTest):
    def test_hands_the_choices_over_and_shows_progress(self) -> None:
        fake, result = self.run_job("particleos-install", kernelArguments=["quiet"])
        self.assertIsNone(result)
        convert, plan, apply = self.notes()
        self.assertEqual(convert["argv"], ["convert", "calamares", "-", "--json"])
        self.assertEqual(json.loads(convert["stdin"])["particleos"]["kernelArguments"], ["quiet"])
        self.assertEqual(plan["stdin"], "version: 1\n")
        self.assertEqual(apply["argv"][:5], ["apply", "-", "--events", "--plan-hash", "ab" * 32])
        self.assertEqual(apply["stdin"], "version: 1\n")
        self.assertEqual(fake.job.progress, [0.5])
        self.assertEqual(fake.globalstorage["particleosStatus"], "Copying")
        self.assertEqual(fake.warnings, ["Careful. "])

    def test_secrets_go_by_a_pipe_and_nowhere_else(self) -> None:
        fake, _ = self.run_job("particleos-install")
        apply = self.notes()[2]
        self.assertEqual(apply.pop("secrets"), {"ada": PASSWORD, "disk.passphrase": PASSPHRASE})
        everything = json.dumps([self.notes()[:2], apply, fake.globalstorage])
        for secret in (PASSWORD, obscure(PASSWORD), json.dumps(obscure(PASSWORD))[1:-1], PASSPHRASE):
            self.assertNotIn(secret, everything)
        self.assertNotIn("password", fake.globalstorage)
        self.assertEqual(fake.globalstorage["partitions"][0]["device"], "/dev/vda2")

    def test_gives_back_what_is_longer_than_calamares_takes(self) -> None:
        # The recovery partition of a Windows, hidden and required: bits 63 and 0 of its attributes.
        windows = {"device": "/dev/vda4", "mountPoint": "", "claimed": False, "partattrs": (1 << 63) + 1}
        fake, result = self.run_job(
            "particleos-install", {**CHOSEN, "partitions": [windows, *CHOSEN["partitions"]]}
        )
        self.assertIsNone(result)
        attributes = fake.globalstorage["partitions"][0]["partattrs"]
        self.assertEqual(attributes % (1 << 64), (1 << 63) + 1)

    def test_the_passphrase_is_that_of_what_was_encrypted_now(self) -> None:
        mine, old, home = (
            {"mountPoint": place, "claimed": claimed, "luksPassphrase": secret}
            for place, claimed, secret in (("/", True, "mine"), ("", False, "old"), ("/home", True, "other"))
        )
        by_hand = {"username": "ada", "luksPassphrase": obscure("before"), "partitionChoices": {"install": "manual"}}
        for partitions, secret, several in (
            ([old, mine], "mine", False),
            ([home, mine], "mine", True),
            ([old], None, False),
        ):
            (self.directory / "notes").unlink(missing_ok=True)
            self.run_job("particleos-install", {**by_hand, "partitions": partitions})
            convert, _, apply = self.notes()
            self.assertEqual(apply["secrets"].get("disk.passphrase"), secret)
            self.assertEqual(json.loads(convert["stdin"])["particleos"]["severalPassphrases"], several)

    @mock.patch("particleos_calamares.keeper.start", return_value="/run/notes")
    def test_takes_the_recovery_key_for_the_page_that_shows_it(self, start: mock.Mock) -> None:
        (self.directory / "key").write_text("cbdefghi-jklnrtuv\n")
        show = {"recoveryKey": {"show": True}}
        fake, _ = self.run_job("particleos-install", **show)
        self.assertEqual(fake.globalstorage["particleosRecoveryKey"], "cbdefghi-jklnrtuv")
        start.assert_called_once_with("cbdefghi-jklnrtuv", str(self.program))
        self.assertEqual(fake.globalstorage["particleosKeeper"], "/run/notes")
        # The installer here has no QR codes; the key is shown all the same.
        self.assertEqual(fake.globalstorage["particleosRecoveryCode"], [])
        self.answer("qr", {"rows": ["10", "01"]})
        fake, _ = self.run_job("particleos-install", **show)
        self.assertEqual(fake.globalstorage["particleosRecoveryCode"], ["10", "01"])
        self.assertEqual([note["stdin"] for note in self.notes() if note["argv"] == ["qr", "--json"]][1:], ["cbdefghi-jklnrtuv"])
        asked = [note["argv"] for note in self.notes() if "--recovery-key" in note["argv"]]
        self.assertEqual(len(asked), 2)
        for chosen, configuration in ((CHOSEN, {"recoveryKey": {"stick": "KEYS"}}), ({"username": "ada"}, show)):
            fake, _ = self.run_job("particleos-install", chosen, **configuration)
            self.assertNotIn("particleosRecoveryKey", fake.globalstorage)
        self.assertEqual(len([note for note in self.notes() if "--recovery-key" in note["argv"]]), 2)
        self.assertEqual(start.call_count, 2)

    def test_stops_when_the_choices_cannot_be_said(self) -> None:
        self.answer("convert", {"request": None, "answers": None, "issues": [WARNING, ISSUE]})
        _, result = self.run_job("particleos-install")
        self.assertEqual(result, ("The disk is gone.", "Plug it in."))
        self.assertEqual(len(self.notes()), 1)

    def test_stops_without_a_plan(self) -> None:
        self.answer("plan", {"hash": None, "plan": None, "issues": [ISSUE]})
        _, result = self.run_job("particleos-install")
        self.assertEqual(result[0], "The disk is gone.")
        self.assertEqual(len(self.notes()), 2)

    def test_a_failure_has_the_sentence_the_disk_and_the_log(self) -> None:
        self.events(self.ended({"state": "failed"}, ISSUE))
        _, result = self.run_job("particleos-install")
        self.assertEqual(
            result, ("The disk is gone.", "Plug it in.\nThe disk: new, empty.\nLog: /var/log/x.log")
        )

    def test_refused_and_cancelled(self) -> None:
        self.events({"event": "refused", "issues": [ISSUE]})
        chosen = {**CHOSEN, "particleosTables": "/var/log/tables.log"}
        details = self.run_job("particleos-install", chosen)[1][1]
        self.assertIn("The installer itself has written nothing.", details)
        self.assertIn("noted in /var/log/tables.log", details)
        self.events(self.ended({"state": "cancelled"}))
        self.assertEqual(self.run_job("particleos-install")[1][0], "The install was cancelled.")

    def test_an_installer_that_breaks_or_is_missing(self) -> None:
        for verb in ("apply", "plan", "convert"):
            (self.directory / verb).unlink()
            sentence, _ = self.run_job("particleos-install")[1]
            self.assertIn("without an answer", sentence)
        self.program.unlink()
        self.assertIn("without an answer", self.run_job("particleos-install")[1][0])


    def test_an_installer_that_ends_before_it_has_read(self) -> None:
        # More than a pipe takes.
        self.answer("convert", {"request": {}, "answers": "#" * (1 << 20), "issues": []})
        (self.directory / "deaf").touch()
        self.assertEqual(
            self.run_job("particleos-install")[1], ("The installer ended with status 3, without an answer.", "")
        )

    def test_a_stray_line_is_no_end(self) -> None:
        events = (self.directory / "apply").read_text()
        (self.directory / "apply").write_text(f"(node:1) Warning\n[]\n{events}\n")
        fake, result = self.run_job("particleos-install")
        self.assertIsNone(result)
        self.assertEqual(fake.job.progress, [0.5])

    def test_a_recovery_key_after_a_failure_is_told_of_and_in_no_log(self) -> None:
        (self.directory / "key").write_text("cbdefghi-jklnrtuv\n")
        self.events(self.ended({"state": "failed"}, ISSUE))
        fake, (_, details) = self.run_job("particleos-install", recoveryKey={"show": True})
        self.assertIn("systemd-cryptenroll --wipe-slot=recovery", details)
        self.assertNotIn("cbdefghi", details + json.dumps(fake.globalstorage))


class Check(JobTest):
    def test_asks_about_the_choices_only(self) -> None:
        self.assertIsNone(self.run_job("particleos-check")[1])
        (note,) = self.notes()
        self.assertEqual(note["argv"], ["convert", "calamares", "-", "--choices", "--json"])

    def test_notes_the_tables_before_calamares_writes(self) -> None:
        unfit = {**WARNING, "code": "calamares-disk-unfit", "sentence": "The disk is small."}
        self.answer("convert", {"request": {}, "answers": "", "issues": [WARNING, unfit], "tables": "/var/log/t.log"})
        fake, result = self.run_job("particleos-check", {**CHOSEN, "partitionChoices": {"install": "erase"}})
        self.assertIsNone(result)
        self.assertIn("--note-tables", self.notes()[0]["argv"])
        self.assertEqual(fake.globalstorage["particleosTables"], "/var/log/t.log")
        self.assertEqual(fake.globalstorage["particleosUnfit"], ["The disk is small."])

    def test_tells_a_password_that_calamares_cannot_hand_over(self) -> None:
        for password, is_lost in (
            (PASSWORD, False),
            ("пароль – schön 日本語 😀", False),
            ("5 €", True),
            ("and so on…", True),
            ("Ġorġ", True),
        ):
            (self.directory / "notes").unlink(missing_ok=True)
            self.run_job("particleos-check", {**CHOSEN, "password": obscure(password)})
            told = json.loads(self.notes()[0]["stdin"])["particleos"]["lostCharacters"]
            self.assertEqual(told, is_lost, password)

    def test_says_why_not(self) -> None:
        self.answer("convert", {"request": None, "answers": None, "issues": [ISSUE]})
        self.assertEqual(self.run_job("particleos-check")[1], ("The disk is gone.", "Plug it in."))


class Names(JobTest):
    def test_jobs_are_called_in_the_language_that_was_chosen(self) -> None:
        for name in ("particleos-check", "particleos-install", "particleos-finish"):
            fake = Fake({}, {})
            english = load_job(name, fake).pretty_name()
            names = {english}
            for language in ("de", "fr", "es"):
                fake.languages = [f"{language}_XX.UTF-8", f"{language}_XX", language]
                names.add(load_job(name, fake).pretty_name())
            self.assertEqual(len(names), 4)
            fake.languages = ["ja"]
            self.assertEqual(load_job(name, fake).pretty_name(), english)


class Finish(JobTest):
    def test_a_run_that_ended_well_and_its_log(self) -> None:
        log = self.directory / "run.log"
        log.write_text("{}\n")
        target = self.directory / "logs"
        _, result = self.run_job("particleos-finish", {"particleosLog": str(log)}, logDirectory=str(target))
        self.assertIsNone(result)
        copy = target / "run.log"
        self.assertEqual(copy.read_text(), "{}\n")
        self.assertEqual(stat.S_IMODE(copy.stat().st_mode), 0o600)

    def test_one_that_did_not(self) -> None:
        self.answer("status", {"state": "idle"})
        self.assertEqual(self.run_job("particleos-finish")[1][0], "The install did not come to its end.")

    def test_warnings_are_logged(self) -> None:
        self.answer("status", {**SUCCEEDED, "leftovers": ["/mnt"], "warnings": [{"code": "c", "params": {}}]})
        fake, _ = self.run_job("particleos-finish")
        self.assertEqual(fake.warnings, ["left over: /mnt", "c {}"])


if __name__ == "__main__":
    unittest.main()
