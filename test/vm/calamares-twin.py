# SPDX-License-Identifier: Apache-2.0
"""Makes a twin of the medium's image, with the same content under another digest, and a catalogue that offers it.

Run in the live system: IMAGE TWIN CATALOGUE. Prints both digests as JSON.
"""

import hashlib
import json
import sys
from pathlib import Path


def main():
    image, twin, catalogue = map(Path, sys.argv[1:])
    blobs = twin / "blobs/sha256"
    blobs.mkdir(parents=True)
    for blob in (image / "blobs/sha256").iterdir():
        (blobs / blob.name).symlink_to(blob)
    index = json.loads((image / "index.json").read_text())
    (one,) = index["manifests"]
    manifest = json.loads((image / "blobs" / one["digest"].replace(":", "/")).read_text())
    manifest["annotations"] = manifest.get("annotations", {}) | {"org.particleos.test": "twin"}
    text = json.dumps(manifest).encode()
    hexadecimal = hashlib.sha256(text).hexdigest()
    (blobs / hexadecimal).write_bytes(text)
    digest = f"sha256:{hexadecimal}"
    index["manifests"] = [one | {"digest": digest, "size": len(text)}]
    (twin / "index.json").write_text(json.dumps(index))
    (twin / "oci-layout").write_bytes((image / "oci-layout").read_bytes())
    offered = {
        "id": "twin",
        "title": "Twin",
        "summary": "The same under another digest.",
        "source": f"oci:{twin}",
        "digest": digest,
        "compressedBytes": None,
        "installedBytes": None,
        "picture": None,
    }
    catalogue.write_text(json.dumps({"schema": 1, "images": [offered]}))
    print(json.dumps({"medium": one["digest"], "twin": digest}))


main()
