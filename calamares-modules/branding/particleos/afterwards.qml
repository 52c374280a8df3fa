/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After the install: the recovery key of an encrypted disk, and how the new system is updated. */
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
    // particleos-install puts them there. Who leaves this page has kept the key, or has none.
    property string recoveryKey: ""
    // Rows of a QR code, a digit for each square.
    property var code: []
    property int step: -1
    property bool isLeft: false
    readonly property bool isShown: recoveryKey !== "" && !kept.checked

    function onActivate() {
        page.words = page.language.of(Qt.locale().name)
        page.step = ViewManager.currentStepIndex
        if (page.isLeft)
            return
        page.recoveryKey = Global.value("particleosRecoveryKey") || ""
        page.code = Global.value("particleosRecoveryCode") || []
        keeper.directory = Global.value("particleosKeeper") || ""
        if (page.recoveryKey !== "")
            Qt.callLater(page.take, reminder.visible ? kept : key)
    }

    // Calamares' Tab goes past its QML; out of it again it does go. Without effect on Wayland; see Letter.qml.
    function take(item) {
        page.Window.window.requestActivate()
        item.forceActiveFocus(Qt.TabFocusReason)
    }

    // Calamares asks no page of notes whether it may be left; by now it stands at the next one, or at the one before.
    function onLeave() {
        if (ViewManager.currentStepIndex < page.step) {
            // There the jobs would begin anew: the disk would be erased once more.
            ViewManager.next()
            return
        }
        // On Wayland only its letter reaches the box, which not every keyboard can type: a second Next says the same. A double
        // click does not.
        const isSaid = kept.checked || (reminder.visible && !justReminded.running)
        if (page.recoveryKey !== "" && !isSaid) {
            reminder.visible = true
            justReminded.restart()
            ViewManager.back()
            return
        }
        page.isLeft = true
        keeper.end()
        page.recoveryKey = ""
        page.code = []
    }

    Timer {
        id: justReminded
        interval: 2000
    }

    Keeper {
        id: keeper
        words: page.words
    }

    Column {
        anchors.left: parent.left
        anchors.right: picture.visible ? picture.left : parent.right
        anchors.top: parent.top
        anchors.margins: 16
        spacing: 16

        Text {
            visible: page.recoveryKey !== ""
            width: parent.width
            wrapMode: Text.WordWrap
            font.pixelSize: 24
            font.bold: true
            color: "#1d2733"
            text: page.words.key
            Accessible.role: Accessible.Heading
            Accessible.name: text
        }
        TextEdit {
            id: key
            visible: page.isShown
            width: parent.width
            wrapMode: TextEdit.WrapAnywhere
            readOnly: true
            selectByMouse: true
            selectByKeyboard: true
            activeFocusOnTab: true
            font.family: "monospace"
            font.pixelSize: 20
            color: "#1d2733"
            text: page.recoveryKey
            Accessible.role: Accessible.StaticText
            Accessible.name: page.recoveryKey

            Rectangle {
                visible: key.activeFocus
                anchors.fill: parent
                anchors.margins: -4
                color: "transparent"
                border.color: "#2f6fb5"
                border.width: 2
            }
        }
        Text {
            visible: page.recoveryKey !== ""
            width: parent.width
            wrapMode: Text.WordWrap
            font.pixelSize: 17
            color: "#1d2733"
            text: page.words.keyText
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
        SaveKey {
            visible: page.isShown && keeper.directory !== ""
            width: parent.width
            keeper: keeper
            words: page.words
        }
        CheckBox {
            id: kept
            visible: page.recoveryKey !== ""
            width: parent.width
            onCheckedChanged: reminder.visible = false
            text: keptLabel.plain
            contentItem: Letter {
                id: keptLabel
                leftPadding: kept.indicator.width + kept.spacing
                marked: page.words.kept
                onTyped: kept.toggle()
            }
        }
        Text {
            id: reminder
            visible: false
            width: parent.width
            wrapMode: Text.WordWrap
            font.pixelSize: 17
            font.bold: true
            color: "#a01818"
            text: page.words.first
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text
        }
        Text {
            width: parent.width
            wrapMode: Text.WordWrap
            textFormat: Text.RichText
            font.pixelSize: 17
            color: "#1d2733"
            text: page.words.updates
            Accessible.role: Accessible.StaticText
            Accessible.name: page.language.plain(text)
        }
    }

    // White around it belongs to the code; each square is a whole number of pixels.
    Rectangle {
        id: picture
        readonly property int squares: page.code.length + 8
        readonly property int square: Math.max(3, Math.floor(220 / squares))
        visible: page.isShown && page.code.length > 0
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: 16
        width: squares * square
        height: width
        color: "white"
        Accessible.role: Accessible.Graphic
        Accessible.name: page.words.qr

        Repeater {
            model: page.code

            Repeater {
                id: row
                required property int index
                required property string modelData
                model: modelData.length

                Rectangle {
                    required property int index
                    visible: row.modelData[index] === "1"
                    x: (index + 4) * picture.square
                    y: (row.index + 4) * picture.square
                    width: picture.square
                    height: picture.square
                    color: "black"
                }
            }
        }
    }
}
