/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a button or a box, with the letter that presses it together with Alt.

   On Wayland nothing else reaches a page of notes: the page is a window of its own in Calamares', and only a whole window has
   the keyboard. The letter that a control itself takes from its words was not heard there; a shortcut of the application is. */
import QtQuick

Text {
    id: label
    // An & stands before the letter.
    required property string marked
    readonly property int at: marked.indexOf("&")
    readonly property string plain: marked.slice(0, at) + marked.slice(at + 1)
    signal typed

    function escaped(text) {
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;")
    }

    font.pixelSize: 17
    verticalAlignment: Text.AlignVCenter
    wrapMode: Text.WordWrap
    textFormat: Text.StyledText
    color: enabled ? "#1d2733" : "#6b7683"
    text: `${escaped(plain.slice(0, at))}<u>${plain[at]}</u>${escaped(plain.slice(at + 1))}`
    // What it belongs to has the name.
    Accessible.ignored: true

    Shortcut {
        sequences: [`Alt+${label.plain[label.at]}`]
        context: Qt.ApplicationShortcut
        enabled: label.visible && label.enabled
        onActivated: label.typed()
    }
}
