# SPDX-License-Identifier: GPL-3.0-or-later
"""What Calamares calls the jobs while they run; a table, because a catalogue of gettext would need its compiler."""

from __future__ import annotations

_NAMES = {
    "check": {
        "en": "Checking this machine and the image",
        "de": "Rechner und Abbild werden geprüft",
        "fr": "Vérification de la machine et de l’image",
        "es": "Comprobando la máquina y la imagen",
    },
    "install": {
        "en": "Installing the system",
        "de": "Das System wird installiert",
        "fr": "Installation du système",
        "es": "Instalando el sistema",
    },
    "finish": {
        "en": "Checking that the installed system can start",
        "de": "Prüfung, ob das installierte System startet",
        "fr": "Vérification que le système installé peut démarrer",
        "es": "Comprobando que el sistema instalado puede arrancar",
    },
}


def job_name(job: str, languages: list[str]) -> str:
    """The name of a job in the first language that there are words for; English otherwise.

    languages: as libcalamares.utils.gettext_languages() has them: "de_AT.UTF-8", "de_AT", "de".
    """
    names = _NAMES[job]
    for language in languages:
        if language in names:
            return names[language]
    return names["en"]
