/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shown while it installs: what an atomic system is, and below it what the installer is at. */
import QtQuick
import calamares.slideshow 1.0
import io.calamares.core 1.0

Presentation {
    id: presentation

    readonly property var slidesOfText: [
        { title: qsTr("One piece"), words: qsTr("The system is one image, put on the disk as a whole. Programs cannot change it by accident, and it is the same on every machine.") },
        { title: qsTr("Updates that do not half happen"), words: qsTr("An update is prepared beside the running system and takes effect at the next start, all of it or nothing.") },
        { title: qsTr("A way back"), words: qsTr("The system before the update stays. Choose it in the boot menu, or run “particleos-system rollback”.") },
        { title: qsTr("What is yours stays yours"), words: qsTr("Your files, your settings and what you install for yourself are kept apart from the system, and updates leave them alone.") }
    ]

    Timer {
        interval: 15000
        repeat: true
        running: presentation.activatedInCalamares
        onTriggered: presentation.goToNextSlide()
    }

    function onActivate() {
        presentation.currentSlide = 0
    }

    function onLeave() {
    }

    component Words: Slide {
        property int number

        Column {
            anchors.centerIn: parent
            width: parent.width * 0.8
            spacing: 24

            Text {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.WordWrap
                font.pixelSize: 32
                font.bold: true
                color: "#1d2733"
                text: presentation.slidesOfText[number].title
            }
            Text {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.WordWrap
                font.pixelSize: 20
                color: "#1d2733"
                text: presentation.slidesOfText[number].words
            }
        }
    }

    Words { number: 0 }
    Words { number: 1 }
    Words { number: 2 }
    Words { number: 3 }

    Text {
        id: status
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottomMargin: 16
        width: parent.width * 0.9
        horizontalAlignment: Text.AlignHCenter
        elide: Text.ElideRight
        font.pixelSize: 16
        color: "#44525f"

        // particleos-install writes it there: Calamares 3.3 asks a Python job for no status.
        Timer {
            interval: 500
            repeat: true
            running: presentation.activatedInCalamares
            onTriggered: status.text = Global.value("particleosStatus") || ""
        }
    }
}
