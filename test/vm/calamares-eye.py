# SPDX-License-Identifier: Apache-2.0
"""Prints what Calamares shows as JSON, by AT-SPI, as a screen reader sees it: role, name, value, states, place in pixels.

What is not shown is left out. Run in the live system beside Calamares, with its session bus: it looks once for every line
that is written to the first FIFO, and answers with a line in the second. To start Python anew for every look takes longer
than to look. What can be asked at once is asked at once, not in turn: each answer waits for Calamares to have drawn.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

STATES = {
    "focused": Atspi.StateType.FOCUSED,
    "enabled": Atspi.StateType.SENSITIVE,
    "checked": Atspi.StateType.CHECKED,
}
ACCESSIBLE = "org.a11y.atspi.Accessible"
ROOT = "/org/a11y/atspi/accessible/root"
# A text that is only to be read is a label without a name.
WRITTEN = ("text", "entry", "password text", "label")
BESIDE_NAMED = ("text", "password text", "combo box", "check box")
# A list of languages or zones is longer than any page.
MOST_CHILDREN = 60
MOST_DEPTH = 40
TIMEOUT_MS = 20000


class Look:
    """One look at everything; its questions run beside one another."""

    def __init__(self, bus):
        self.bus = bus
        self.loop = GLib.MainLoop()
        self.open = 0

    def ask(self, place, interface, method, arguments, then):
        """Calls then with the answer; not at all when there is none, because Calamares has taken the thing away."""
        self.open += 1

        def answered(bus, result):
            try:
                then(bus.call_finish(result).unpack())
            except GLib.GError:
                pass
            self.open -= 1
            if self.open == 0:
                self.loop.quit()

        name, path = place
        flags = Gio.DBusCallFlags.NO_AUTO_START
        self.bus.call(name, path, interface, method, arguments, None, flags, TIMEOUT_MS, None, answered)

    def get(self, place, interface, name, then):
        arguments = GLib.Variant("(ss)", (interface, name))
        self.ask(place, "org.freedesktop.DBus.Properties", "Get", arguments, lambda answer: then(answer[0]))

    def node(self, place, depth):
        """A thing that will know what it is, and its children, when all is answered."""
        found = {"children": [], "value": ""}

        def role(answer):
            found["role"] = Atspi.role_get_name(Atspi.Role(answer[0]))
            if found["role"] in WRITTEN:
                whole = GLib.Variant("(ii)", (0, -1))
                self.ask(place, "org.a11y.atspi.Text", "GetText", whole, lambda text: found.update(value=text[0]))

        def states(answer):
            low, high = answer[0]
            bits = low | high << 32
            found["states"] = {key: bool(bits >> int(state) & 1) for key, state in STATES.items()}
            if depth > MOST_DEPTH or depth > 0 and not bits >> int(Atspi.StateType.SHOWING) & 1:
                return
            found["shown"] = True
            self.ask(place, ACCESSIBLE, "GetRole", None, role)
            self.get(place, ACCESSIBLE, "Name", lambda name: found.update(name=name))
            self.ask(place, ACCESSIBLE, "GetChildren", None, children)
            if depth > 0:
                window = GLib.Variant("(u)", (int(Atspi.CoordType.WINDOW),))
                self.ask(place, "org.a11y.atspi.Component", "GetExtents", window, box)

        def box(answer):
            found["box"] = answer[0]

        def children(answer):
            found["children"] = [self.node(child, depth + 1) for child in answer[0][:MOST_CHILDREN]]

        self.ask(place, ACCESSIBLE, "GetState", None, states)
        return found

    def calamares(self):
        """All that Calamares shows, in the order of the page."""
        applications = []

        def registered(answer):
            for place in answer[0]:
                self.get(place, ACCESSIBLE, "Name", lambda name, place=place: opened(name, place))

        def opened(name, place):
            if "calamares" in name.lower():
                applications.append(self.node(place, 0))

        self.ask(("org.a11y.atspi.Registry", ROOT), ACCESSIBLE, "GetChildren", None, registered)
        self.loop.run()
        things = []
        for application in applications:
            collect(application, things)
        return things


def collect(node, things):
    """Adds what is shown at and below a node."""
    if not node.get("shown"):
        return
    name, role = node.get("name", ""), node.get("role", "")
    if "box" in node and (name or node["value"] or role in BESIDE_NAMED):
        x, y, width, height = node["box"]
        thing = {"role": role, "name": name, "value": node["value"]} | node["states"]
        things.append(thing | {"x": x, "y": y, "width": width, "height": height})
    for child in node["children"]:
        collect(child, things)


def accessibility_bus():
    """The bus of AT-SPI, which the session's bus knows."""
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    asked = session.call_sync(
        "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, Gio.DBusCallFlags.NONE, -1, None
    )
    client = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(asked.unpack()[0], client, None, None)


def main():
    bus = accessibility_bus()
    while True:
        with open(sys.argv[1]) as questions:
            questions.read()
        things = Look(bus).calamares()
        with open(sys.argv[2], "w") as answers:
            print(json.dumps(things), file=answers)


main()
