# SPDX-License-Identifier: Apache-2.0
"""Prints what Calamares shows as JSON, by AT-SPI, as a screen reader sees it: role, name, value, states, place in pixels.

What is not shown is left out. Run in the live system beside Calamares, with its session bus.
"""

import json

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

STATES = {
    "focused": Atspi.StateType.FOCUSED,
    "enabled": Atspi.StateType.SENSITIVE,
    "checked": Atspi.StateType.CHECKED,
}
# A list of languages or zones is longer than any page.
MOST_CHILDREN = 60
MOST_DEPTH = 40
TIMEOUT_MS = 20000


def value(node):
    """What is written in it; a password field tells its length only."""
    try:
        text = node.get_text_iface()
        return Atspi.Text.get_text(text, 0, Atspi.Text.get_character_count(text)) if text else ""
    except GLib.GError:
        return ""


def look(node, found, depth):
    """Adds what is shown at and below a node."""
    if node is None or depth > MOST_DEPTH:
        return
    states = node.get_state_set()
    if depth > 0 and not states.contains(Atspi.StateType.SHOWING):
        return
    name, role = node.get_name() or "", node.get_role_name()
    box = node.get_extents(Atspi.CoordType.WINDOW) if depth > 0 else None
    if box is not None and (name or role in ("text", "password text", "combo box", "check box")):
        thing = {"role": role, "name": name, "value": value(node)}
        thing |= {key: states.contains(state) for key, state in STATES.items()}
        found.append(thing | {"x": box.x, "y": box.y, "width": box.width, "height": box.height})
    for index in range(min(node.get_child_count(), MOST_CHILDREN)):
        try:
            look(node.get_child_at_index(index), found, depth + 1)
        except GLib.GError:
            # It has gone meanwhile, or Calamares is busy.
            continue


def main():
    # An emulated machine takes its time; the default is less than a second.
    Atspi.set_timeout(TIMEOUT_MS, TIMEOUT_MS)
    found = []
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        try:
            application = desktop.get_child_at_index(index)
            if application is not None and "calamares" in (application.get_name() or "").lower():
                look(application, found, 0)
        except GLib.GError:
            continue
    print(json.dumps(found))


main()
