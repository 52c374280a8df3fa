# SPDX-License-Identifier: GPL-3.0-or-later
"""particleos-installer as a process: JSON in by stdin, lines of JSON out, secrets by pipes of their own."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from particleos_calamares.storage import Gathered

PROGRAM = "/usr/bin/particleos-installer"
# Looking at a machine, and into an image on a slow stick.
_LOOK_SECONDS = 900
# The warning for a disk that would be refused.
_UNFIT = "calamares-disk-unfit"
# Longest sentence of what a process said before it died without an answer.
_LAST_WORDS = 600
# Calamares writes the details of a failure to its log, and has no page after one: the key itself cannot go there.
_KEY_UNSEEN = (
    "The disk has a recovery key that was not shown. In the new system this makes another one, for the encrypted partition: "
    "systemd-cryptenroll --wipe-slot=recovery --recovery-key PARTITION"
)


@dataclass(frozen=True)
class Ended:
    """A run that succeeded: its last event, and the recovery key of the disk, empty where none is to be shown."""

    event: dict[str, Any]
    recovery_key: str


@dataclass(frozen=True)
class Checked:
    """Choices that can be installed: the warnings, among them the disks that will not do, and where tables are noted."""

    warnings: list[str]
    unfit: list[str]
    tables: str


class Refused(Exception):
    """The installer said no, or failed: a sentence for the dialog, and the rest for its details."""

    def __init__(self, sentence: str, details: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.details = details

    def for_calamares(self) -> tuple[str, str]:
        """What run() of a job returns."""
        return (self.sentence, self.details)


def _words(issues: list[dict[str, Any]]) -> Refused:
    errors = [issue for issue in issues if issue["severity"] != "warning"]
    first, *others = errors or issues
    lines = [first["advice"]]
    lines += [f"{issue['sentence']} {issue['advice']}" for issue in others]
    return Refused(first["sentence"], "\n".join(line for line in lines if line))


def _crashed(status: int, err: str) -> Refused:
    said = err.strip()[-_LAST_WORDS:]
    return Refused(f"The installer ended with status {status}, without an answer.", said)


class Installer:
    """The program at a path; an argument list, never a shell."""

    def __init__(self, program: str = PROGRAM) -> None:
        self._program = program

    def _argv(self, *words: str) -> list[str]:
        # Calamares ends its jobs' thread when it is cancelled: the installer is told by a signal when that happens
        # (PR_SET_PDEATHSIG(2const), setpriv(1)), cancels, and cleans up.
        return ["setpriv", "--pdeathsig", "TERM", "--", self._program, *words]

    def _ask(self, *words: str, stdin: str = "") -> Any:
        """One command with --json; its answer. Raises Refused when there is none."""
        try:
            done = subprocess.run(
                self._argv(*words, "--json"),
                input=stdin,
                capture_output=True,
                text=True,
                timeout=_LOOK_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Refused("The installer could not be run.", str(error)) from error
        try:
            return json.loads(done.stdout)
        except ValueError as error:
            raise _crashed(done.returncode, done.stderr) from error

    def facts(self, image: str | None = None) -> dict[str, Any]:
        """What was probed on this machine."""
        facts: dict[str, Any] = self._ask("facts", *([] if image is None else ["--image", image]))
        if "issues" in facts:
            raise Refused("The image could not be looked into.", json.dumps(facts["issues"]))
        return facts

    def check_choices(self, storage: dict[str, Any], *, note_tables: bool = False) -> Checked:
        """Looks at what was chosen so far. Raises Refused.

        note_tables: also notes every disk's partition table, because Calamares' own jobs write next.
        """
        converted = self._convert(storage, "--choices", *(["--note-tables"] if note_tables else []))
        warnings = self._issues(converted)
        unfit = [str(issue["sentence"]) for issue in converted["issues"] if issue["code"] == _UNFIT]
        return Checked(warnings, unfit, str(converted.get("tables", "")))

    def answers(self, storage: dict[str, Any]) -> tuple[str, list[str]]:
        """The answer file for all that was chosen, and the warnings. Raises Refused."""
        converted = self._convert(storage)
        warnings = self._issues(converted)
        return str(converted["answers"]), warnings

    def _convert(self, storage: dict[str, Any], *words: str) -> dict[str, Any]:
        text = json.dumps(storage, default=str)
        converted: dict[str, Any] = self._ask("convert", "calamares", "-", *words, stdin=text)
        return converted

    @staticmethod
    def _issues(answer: dict[str, Any]) -> list[str]:
        issues = answer["issues"]
        if any(issue["severity"] == "error" for issue in issues):
            raise _words(issues)
        return [f"{issue['sentence']} {issue['advice']}" for issue in issues]

    def plan(self, answers: str) -> str:
        """Hash of the plan for an answer file. Raises Refused when there is no plan."""
        planned = self._ask("plan", "-", "--words", stdin=answers)
        if planned["hash"] is None:
            raise _words(planned["issues"])
        return str(planned["hash"])

    def qr_code(self, text: str) -> list[str]:
        """Rows of a QR code, "1" for a dark square; none when it cannot be made, which is no reason to fail."""
        try:
            answer = self._ask("qr", stdin=text)
        except Refused:
            return []
        return [str(row) for row in answer["rows"]]

    def sticks(self) -> list[dict[str, str]]:
        """What the recovery key can be saved to: "id" and "title" of each. Raises Refused."""
        sticks: list[dict[str, str]] = self._ask("sticks")["sticks"]
        return sticks

    def save_recovery_key(self, stick: str, key: str) -> str:
        """Saves the key to a stick; the name of the file there. Raises Refused."""
        saved = self._ask("save", "recovery-key", "--stick", stick, stdin=key)
        if saved["file"] is None:
            raise _words(saved["issues"])
        return str(saved["file"])

    def status(self) -> dict[str, Any]:
        """The last snapshot of the run on this machine."""
        status: dict[str, Any] = self._ask("status")
        return status

    def apply(
        self,
        answers: str,
        plan_hash: str,
        chosen: Gathered,
        on_progress: Callable[[float, str], None],
    ) -> Ended:
        """Installs; how it ended. Raises Refused when it was refused, failed or was cancelled."""
        words = ["apply", "-", "--events", "--plan-hash", plan_hash]
        pipes: list[int] = []
        for name, value in chosen.secrets.items():
            # A pipe takes 64 KiB before it blocks (pipe(7)); a password is far shorter.
            reading, writing = os.pipe()
            os.write(writing, value.encode())
            os.close(writing)
            pipes.append(reading)
            words += ["--secret", f"{name}=fd:{reading}"]
        key = ""
        key_reading = -1
        if chosen.shows_recovery_key:
            key_reading, writing = os.pipe()
            pipes.append(writing)
            words += ["--recovery-key", f"fd:{writing}"]
        try:
            process = subprocess.Popen(
                self._argv(*words),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                pass_fds=pipes,
            )
        except OSError as error:
            if key_reading != -1:
                os.close(key_reading)
            raise Refused("The installer could not be run.", str(error)) from error
        finally:
            for end in pipes:
                os.close(end)
        last: dict[str, Any] = {}
        with process:
            assert process.stdin is not None and process.stdout is not None
            # One that has ended already says by its status why.
            with suppress(BrokenPipeError), process.stdin as stdin:
                stdin.write(answers)
            for line in process.stdout:
                event = _event(line)
                if event is None:
                    continue
                last = event
                if last["event"] == "progress":
                    on_progress(float(last["fraction"]), str(last["words"]))
        if key_reading != -1:
            # A key is shorter than what a pipe takes: it was written before the end, and this end is the last one.
            with os.fdopen(key_reading) as reader:
                key = reader.read().strip()
        try:
            return Ended(_judge(last, process.returncode), key)
        except Refused as refused:
            if not key:
                raise
            # The system is there all the same; only something after it went wrong.
            raise Refused(refused.sentence, f"{refused.details}\n{_KEY_UNSEEN}") from refused


def _event(line: str) -> dict[str, Any] | None:
    """An event of the run; None for what something else has said: an install does not end by a stray line."""
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and "event" in event else None


def _judge(last: dict[str, Any], status: int) -> dict[str, Any]:
    event = last.get("event")
    if event == "refused":
        refused = _words(last["issues"])
        raise Refused(refused.sentence, f"{refused.details}\nThe installer itself has written nothing.")
    if event != "ended":
        raise _crashed(status, "")
    state = last["run"]["state"]
    if state == "succeeded":
        return last
    rest = f"The disk: {last['disk']}.\nLog: {last['logFile']}"
    if state == "cancelled":
        raise Refused("The install was cancelled.", rest)
    failed = _words(last["issues"])
    raise Refused(failed.sentence, f"{failed.details}\n{rest}")
