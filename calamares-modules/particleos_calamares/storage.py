# SPDX-License-Identifier: GPL-3.0-or-later
"""Global storage as JSON for the installer, with the secrets taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

# The user's password and the disk's passphrase; Calamares keeps both in global storage.
_PASSWORD = "password"
_PASSPHRASE = "luksPassphrase"
# As core/convert calls it; no user can be called so.
_DISK_SECRET = "disk.passphrase"
_SECRET_ENDINGS = ("password", "passphrase")


class Storage(Protocol):
    """Calamares' globalstorage, as far as it is used here."""

    def keys(self) -> list[str]: ...

    def value(self, key: str) -> Any: ...

    def insert(self, key: str, value: Any) -> None: ...

    def remove(self, key: str) -> int: ...


@dataclass(frozen=True)
class Gathered:
    """What was chosen, and apart from it the secrets by the names that the answer file gives them."""

    storage: dict[str, Any]
    secrets: dict[str, str]

    @property
    def shows_recovery_key(self) -> bool:
        """Whether a recovery key is made that somebody must be shown."""
        wanted = self.storage["particleos"].get("recoveryKey")
        return _DISK_SECRET in self.secrets and isinstance(wanted, dict) and wanted.get("show") is True


def _without_secrets(value: Any) -> Any:
    """The same value; of a secret only remains that there is one."""
    if isinstance(value, dict):
        return {
            key: bool(inner)
            if isinstance(inner, str) and key.lower().endswith(_SECRET_ENDINGS)
            else _without_secrets(inner)
            for key, inner in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_without_secrets(inner) for inner in value]
    return value


def _made(storage: dict[str, Any]) -> list[str]:
    """Passphrases of what the partition page's jobs have encrypted, as they were typed; that of the system's root first.

    A volume that was there before has one too when somebody opened it on the page, and stays as it is.
    """
    partitions = [one for one in storage.get("partitions") or [] if one.get("claimed") is True]
    partitions.sort(key=lambda one: one.get("mountPoint") != "/")
    found = [one.get(_PASSPHRASE) for one in partitions]
    return [one for one in found if isinstance(one, str) and one]


def _passphrase(storage: dict[str, Any], obscure: Callable[[str], str]) -> str:
    """The disk's passphrase: of what the partition page's jobs have made, or of its choice; empty without encryption.

    As it was typed in the former (FillGlobalStorageJob.cpp), obscured in the latter: a disk was once encrypted with that.
    """
    for made in _made(storage):
        return made
    chosen = storage.get(_PASSPHRASE)
    # What was typed before somebody went on by hand is no choice any more.
    by_hand = (storage.get("partitionChoices") or {}).get("install") == "manual"
    return obscure(chosen) if isinstance(chosen, str) and chosen and not by_hand else ""


def _is_whole(obscured: str, obscure: Callable[[str], str]) -> bool:
    """Whether an obscured text came here as Calamares has it.

    Obscured, a character from U+2020 to U+281F ("€", "…") is half a surrogate pair, which Qt writes as "?" in UTF-8. What is
    "?" itself when it is obscured is on no keyboard. A "Ġ" in front becomes a byte order mark, and is gone on the way back.
    """
    return "?" not in obscured and obscure(obscure(obscured)) == obscured


def added_by(configuration: dict[str, Any]) -> dict[str, Any]:
    """What a job's configuration adds to the choices: the check and the install must ask for the same."""
    return {
        "image": configuration.get("image", ""),
        "track": configuration.get("track", ""),
        "layout": configuration.get("layout", "plan"),
        "recoveryKey": configuration.get("recoveryKey"),
        "kernelArguments": configuration.get("kernelArguments", []),
    }


def gather(storage: Storage, added: dict[str, Any], obscure: Callable[[str], str]) -> Gathered:
    """Copies global storage.

    added: what the job's configuration adds, under the key "particleos".
    obscure: libcalamares.utils.obscure, which is its own reverse.
    """
    everything = {key: storage.value(key) for key in storage.keys()}
    secrets: dict[str, str] = {}
    is_lost = False
    password = everything.get(_PASSWORD)
    user = everything.get("username")
    if isinstance(password, str) and password and isinstance(user, str) and user:
        secrets[user] = obscure(password)
        is_lost = not _is_whole(password, obscure)
    passphrase = _passphrase(everything, obscure)
    if passphrase:
        secrets[_DISK_SECRET] = passphrase
    cleaned: dict[str, Any] = _without_secrets(everything)
    cleaned["particleos"] = {
        **added,
        "severalPassphrases": len(set(_made(everything))) > 1,
        "lostCharacters": is_lost,
    }
    return Gathered(cleaned, secrets)


def _for_insert(value: Any) -> Any:
    """The same value, as Calamares takes it back.

    It hands over numbers of 64 bits without a sign, such as the attributes of a Windows' partition, and takes them with one
    only: others ended the job (Api.cpp, variantFromPyObject). The bits stay the same.
    """
    if isinstance(value, dict):
        return {key: _for_insert(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_for_insert(inner) for inner in value]
    if isinstance(value, int) and value >= 1 << 63:
        return value - (1 << 64)
    return value


def forget_secrets(storage: Storage) -> None:
    """Takes the secrets out of global storage: a later job such as preservefiles may write all of it to a file."""
    for key in list(storage.keys()):
        value = storage.value(key)
        cleaned = _without_secrets({key: value})[key]
        if cleaned != value:
            storage.remove(key)
            # A password alone leaves nothing worth keeping.
            if not isinstance(cleaned, bool):
                storage.insert(key, _for_insert(cleaned))
