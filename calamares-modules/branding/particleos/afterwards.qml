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

    // particleos-install puts it there. It is nowhere else: who leaves this page has written it down, or has none.
    property string recoveryKey: ""

    function onActivate() {
        page.recoveryKey = Global.value("particleosRecoveryKey") || ""
    }

    function onLeave() {
    }

    Column {
        anchors.fill: parent
        anchors.margins: 16
        spacing: 16

        Text {
            visible: page.recoveryKey !== ""
            width: parent.width
            wrapMode: Text.WordWrap
            font.pixelSize: 24
            font.bold: true
            color: "#1d2733"
            text: qsTr("Write down the recovery key")
        }
        TextEdit {
            id: key
            visible: page.recoveryKey !== ""
            width: parent.width
            wrapMode: TextEdit.WrapAnywhere
            readOnly: true
            selectByMouse: true
            font.family: "monospace"
            font.pixelSize: 20
            color: "#1d2733"
            text: page.recoveryKey
            Accessible.role: Accessible.StaticText
            Accessible.name: page.recoveryKey
        }
        Text {
            visible: page.recoveryKey !== ""
            width: parent.width
            wrapMode: Text.WordWrap
            font.pixelSize: 17
            color: "#1d2733"
            text: qsTr("It opens the disk when the passphrase is forgotten, for you and for anybody who finds it. It is shown only now. Small letters; the dashes may be left out.")
        }
        Text {
            width: parent.width
            wrapMode: Text.WordWrap
            textFormat: Text.RichText
            font.pixelSize: 17
            color: "#1d2733"
            text: qsTr("<p><b>Updates:</b> <tt>sudo particleos-system upgrade</tt> prepares one; it takes effect at the next start.</p>
<p><b>The way back:</b> choose the system before in the boot menu, or <tt>sudo particleos-system rollback</tt>.</p>")
        }
    }
}
