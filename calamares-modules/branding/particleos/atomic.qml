/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is different about this system, before anything is chosen. */
import QtQuick
import QtQuick.Controls
import io.calamares.ui 1.0

Item {
    id: page
    width: 740
    height: 420

    ScrollView {
        anchors.fill: parent
        anchors.margins: 16
        contentWidth: availableWidth

        Text {
            width: parent.width
            wrapMode: Text.WordWrap
            textFormat: Text.RichText
            font.pixelSize: 17
            lineHeight: 1.3
            color: "#1d2733"
            text: qsTr("<h2>%1 is an atomic system</h2>
<p>It comes as <b>one image</b>. It is updated as a whole, and goes back as a whole: the version before stays on the disk and in the boot menu.</p>
<p><b>/usr is read-only.</b> Your files are in /home, settings in /etc, and both survive every update.</p>
<p><b>Applications</b> come as Flatpaks or in containers, not by changing the system.</p>
<p><b>Encryption</b> is a box on the page with the disks. A recovery key is made for it too, and shown once at the end: it opens the disk when the passphrase is forgotten.</p>
<p>Nothing on any disk is changed before you press <b>Install</b> on the page with the summary.</p>").arg(Branding.string(Branding.ProductName))
        }
    }
}
