/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is different about this system, before anything is chosen; and the disks that will not do. */
import QtQuick
import QtQuick.Controls
import io.calamares.core 1.0
import io.calamares.ui 1.0

Item {
    id: page
    width: 740
    height: 420

    readonly property Words language: Words {}
    property var words: language.of(Qt.locale().name)
    // particleos-check puts it there.
    property var unfit: []

    // The language may have changed since.
    function onActivate() {
        page.words = page.language.of(Qt.locale().name)
        page.unfit = Global.value("particleosUnfit") || []
        // Calamares' Tab goes past its QML; out of it again it does go. Without effect on Wayland, where only a whole window
        // has the keyboard.
        Qt.callLater(() => {
            page.Window.window.requestActivate()
            notes.forceActiveFocus(Qt.TabFocusReason)
        })
    }

    function onLeave() {
    }

    // A page that is longer than the screen is read on by keys: it takes the focus, and shows that it has it.
    Flickable {
        id: notes
        anchors.fill: parent
        anchors.margins: 16
        contentHeight: column.height
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        activeFocusOnTab: true
        Accessible.role: Accessible.Document
        Accessible.name: page.language.plain(about.text)
        Accessible.focusable: true
        ScrollBar.vertical: ScrollBar {}

        function scroll(pixels) {
            contentY = Math.max(0, Math.min(contentHeight - height, contentY + pixels))
        }
        Keys.onUpPressed: scroll(-40)
        Keys.onDownPressed: scroll(40)
        Keys.onPressed: event => {
            if (event.key !== Qt.Key_PageUp && event.key !== Qt.Key_PageDown)
                return
            scroll((event.key === Qt.Key_PageDown ? 0.9 : -0.9) * height)
            event.accepted = true
        }

        Column {
            id: column
            width: notes.width - 16
            spacing: 16

            Text {
                id: about
                width: parent.width
                wrapMode: Text.WordWrap
                textFormat: Text.RichText
                font.pixelSize: 17
                lineHeight: 1.3
                color: "#1d2733"
                text: page.words.atomic.replace("%1", Branding.string(Branding.ProductName))
                Accessible.role: Accessible.StaticText
                Accessible.name: page.language.plain(text)
            }
            Rectangle {
                visible: page.unfit.length > 0
                width: parent.width
                height: disks.height + 24
                color: "#fff4e0"
                border.color: "#8a5a00"

                Text {
                    id: disks
                    x: 12
                    y: 12
                    width: parent.width - 24
                    wrapMode: Text.WordWrap
                    font.pixelSize: 17
                    color: "#1d2733"
                    text: page.words.unfit + "\n" + page.unfit.join("\n")
                    Accessible.role: Accessible.StaticText
                    Accessible.name: text
                }
            }
        }
    }

    Rectangle {
        visible: notes.activeFocus
        anchors.fill: notes
        anchors.margins: -4
        color: "transparent"
        border.color: "#2f6fb5"
        border.width: 2
    }
}
