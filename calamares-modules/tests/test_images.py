# SPDX-License-Identifier: GPL-3.0-or-later
"""The image page from a catalogue."""

from __future__ import annotations

import sys
import unittest

from fake_calamares import ROOT

sys.path.insert(0, str(ROOT))
from particleos_calamares.images import image_page, medium_image  # noqa: E402


class ImagePage(unittest.TestCase):
    def test_items_in_every_language(self) -> None:
        image = {"id": "a", "title": "A", "summary": "One.", "summaries": {"de": "Eins."}, "picture": "a.webp"}
        page = image_page([image])
        self.assertEqual(page["default"], "a")
        self.assertEqual(
            page["items"],
            [
                {
                    "id": "a",
                    "name": "A",
                    "description": "One.",
                    "description[de]": "Eins.",
                    "screenshot": "/usr/share/particleos/renderer/catalogue/a.webp",
                }
            ],
        )

    def test_the_image_on_the_medium(self) -> None:
        self.assertIsNone(medium_image({"image": None}))
        item = medium_image({"image": {"title": "Corona", "version": "7"}})
        assert item is not None
        self.assertEqual((item["id"], item["title"]), ("embedded", "Corona 7"))
        self.assertEqual(medium_image({"image": {"title": None, "version": None}}), {**item, "title": "ParticleOS"})


if __name__ == "__main__":
    unittest.main()
