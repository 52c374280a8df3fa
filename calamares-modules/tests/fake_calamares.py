# SPDX-License-Identifier: GPL-3.0-or-later
"""Global storage and job of Calamares, as far as the jobs use them, and the jobs loaded beside them."""

from __future__ import annotations

import importlib.util
import re
import sys
import types
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent


def obscure(text: str) -> str:
    """As Python sees String.cpp: its own reverse on code units of UTF-16, and blanks stay.

    On the way in a byte order mark is lost, on the way out half a surrogate pair becomes "?" (QString's UTF-8).
    """
    units = memoryview(text.removeprefix("\ufeff").encode("utf-16-le")).cast("H")
    turned = b"".join((u if u <= 0x21 else 0x1001F - u).to_bytes(2, "little") for u in units)
    return re.sub("[\ud800-\udfff]", "?", turned.decode("utf-16-le", "surrogatepass"))


def _check_numbers(value: Any) -> None:
    """Raises for what Calamares does not take: its qlonglong has 64 bits with a sign, wherever it is in the value."""
    if isinstance(value, dict):
        for inner in value.values():
            _check_numbers(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_numbers(inner)
    elif isinstance(value, int) and not -(1 << 63) <= value < 1 << 63:
        raise SystemError("insert returned a result with an exception set")


class FakeStorage(dict[str, Any]):
    """globalstorage, in memory."""

    def value(self, key: str) -> Any:
        return self.get(key)

    def insert(self, key: str, value: Any) -> None:
        _check_numbers(value)
        self[key] = value

    def remove(self, key: str) -> int:
        return 0 if self.pop(key, None) is None else 1


class FakeJob:
    """job: keeps the progress it was told."""

    def __init__(self, configuration: dict[str, Any]) -> None:
        self.configuration = configuration
        self.progress: list[float] = []

    def setprogress(self, progress: float) -> None:
        self.progress.append(progress)


class Fake(types.ModuleType):
    """The module libcalamares."""

    def __init__(self, storage: dict[str, Any], configuration: dict[str, Any]) -> None:
        super().__init__("libcalamares")
        self.globalstorage = FakeStorage(storage)
        self.job = FakeJob(configuration)
        self.warnings: list[str] = []
        self.languages: list[str] = []
        self.utils = types.SimpleNamespace(
            obscure=obscure,
            warning=self.warnings.append,
            debug=lambda _text: None,
            gettext_languages=lambda: self.languages,
        )


def load_job(name: str, fake: Fake) -> Any:
    """Loads a job's main.py beside a made-up Calamares."""
    sys.modules["libcalamares"] = fake
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    spec = importlib.util.spec_from_file_location(name.replace("-", "_"), ROOT / name / "main.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
