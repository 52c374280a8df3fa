/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shown while it installs: what an atomic system is, and below it what the installer is at. */
import QtQuick
import calamares.slideshow 1.0
import io.calamares.core 1.0

Presentation {
    id: presentation

    readonly property Words language: Words {}
    property var words: language.of(Qt.locale().name)

    Timer {
        interval: 15000
        repeat: true
        running: presentation.activatedInCalamares
        onTriggered: presentation.goToNextSlide()
    }

    function onActivate() {
        presentation.words = presentation.language.of(Qt.locale().name)
        presentation.currentSlide = 0
    }

    function onLeave() {
    }

    component Spoken: Slide {
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
                text: presentation.words.slides[number][0]
            }
            Text {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                wrapMode: Text.WordWrap
                font.pixelSize: 20
                color: "#1d2733"
                text: presentation.words.slides[number][1]
            }
        }
    }

    Spoken { number: 0 }
    Spoken { number: 1 }
    Spoken { number: 2 }
    Spoken { number: 3 }

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
        Accessible.role: Accessible.StaticText
        Accessible.name: text

        // particleos-install writes it there: Calamares 3.3 asks a Python job for no status.
        Timer {
            interval: 500
            repeat: true
            running: presentation.activatedInCalamares
            onTriggered: status.text = Global.value("particleosStatus") || ""
        }
        // Now and then, or nothing else could be heard. Qt can do it from 6.8 on.
        Timer {
            property string said: ""
            interval: 20000
            repeat: true
            triggeredOnStart: true
            running: presentation.activatedInCalamares
            onTriggered: {
                if (status.text === said || status.Accessible.announce === undefined)
                    return
                said = status.text
                status.Accessible.announce(said)
            }
        }
    }
}
