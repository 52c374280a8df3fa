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

    property bool isHere: false

    // The language may have changed since.
    function onActivate() {
        page.isHere = true
        page.words = page.language.of(Qt.locale().name)
        page.unfit = Global.value("particleosUnfit") || []
        // Calamares' Tab goes past its QML; out of it again it does go. Without effect on Wayland; see Letter.qml.
        Qt.callLater(() => {
            page.Window.window.requestActivate()
            notes.forceActiveFocus(Qt.TabFocusReason)
        })
    }

    function onLeave() {
        page.isHere = false
    }

    // A page that is longer than the screen is read on by keys. Shortcuts, because no key comes to it on Wayland; see Letter.qml.
    Instantiator {
        // Key, and how far: in pixels, and in pages.
        model: [["Up", -40, 0], ["Down", 40, 0], ["PgUp", 0, -0.9], ["PgDown", 0, 0.9]]
        delegate: Shortcut {
            required property var modelData
            sequences: [modelData[0]]
            context: Qt.ApplicationShortcut
            enabled: page.isHere && notes.contentHeight > notes.height
            onActivated: notes.scroll(modelData[1] + modelData[2] * notes.height)
        }
    }

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
