/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that Alt and a letter press on Wayland too. */
import QtQuick
import QtQuick.Controls

Button {
    id: button
    required property string marked
    Accessible.name: label.plain
    contentItem: Letter {
        id: label
        marked: button.marked
        horizontalAlignment: Text.AlignHCenter
        onTyped: button.clicked()
    }
}
