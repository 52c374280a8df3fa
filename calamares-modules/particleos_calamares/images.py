# SPDX-License-Identifier: GPL-3.0-or-later
"""The image page's configuration, made of the catalogue that the other faces read too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

# Of the medium first: who makes an ISO puts a catalogue there.
CATALOGUES = (
    Path("/run/initramfs/live/particleos/catalogue.json"),
    Path("/usr/share/particleos/catalogue.json"),
)
PICTURES = Path("/usr/share/particleos/renderer/catalogue")
OWN_PICTURE = "/usr/share/calamares/branding/particleos/welcome.svg"
# The id by which `particleos-installer convert calamares` knows the image on the medium.
MEDIUM = "embedded"


def catalogue() -> list[dict[str, Any]]:
    """The images that the first catalogue found offers; none when there is no catalogue."""
    for file in CATALOGUES:
        if file.exists():
            images: list[dict[str, Any]] = json.loads(file.read_text())["images"]
            return images
    return []


def medium_image(facts: dict[str, Any]) -> dict[str, Any] | None:
    """An item for the image on the live medium, from facts that looked into it."""
    image = facts.get("image")
    if image is None:
        return None
    name = " ".join(part for part in (image["title"] or "ParticleOS", image["version"]) if part)
    return {"id": MEDIUM, "title": name, "summary": "The image on this medium. It needs no network."}


def _item(image: dict[str, Any]) -> dict[str, str]:
    picture = image.get("picture")
    item = {
        "id": image["id"],
        "name": image["title"],
        "description": image["summary"],
        "screenshot": str(PICTURES / picture) if picture else OWN_PICTURE,
    }
    # packagechooser takes a text in another language by a key with the language in brackets.
    for language, summary in image.get("summaries", {}).items():
        item[f"description[{language}]"] = summary
    return item


def image_page(images: list[dict[str, Any]]) -> dict[str, Any]:
    """Configuration of packagechooser for these images; the first one is chosen from the start."""
    return {
        "mode": "required",
        "method": "legacy",
        "labels": {"step": "System", "step[de]": "System", "step[fr]": "Système", "step[es]": "Sistema"},
        "default": images[0]["id"] if images else "",
        "items": [_item(image) for image in images],
    }
