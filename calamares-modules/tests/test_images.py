# SPDX-License-Identifier: GPL-3.0-or-later
"""The image page from a catalogue."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

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

    def test_without_any_image_nothing_stands_before_the_package(self) -> None:
        with tempfile.TemporaryDirectory() as directory:
            target = Path(directory, "calamares/modules/image.conf")
            target.parent.mkdir(parents=True)
            target.write_text("of a start before")
            program = [sys.executable, str(ROOT / "bin/particleos-calamares-images"), str(target)]
            # setpriv is not found, so there is no installer to ask.
            done = subprocess.run(program, env={"PYTHONPATH": str(ROOT), "PATH": directory}, capture_output=True)
            self.assertEqual((done.returncode, target.exists()), (0, False))


if __name__ == "__main__":
    unittest.main()
