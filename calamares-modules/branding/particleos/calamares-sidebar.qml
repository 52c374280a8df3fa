/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps, as a list beside the page. The step of this moment is marked by a bar too, not by its colour alone. */
import QtQuick
import QtQuick.Layouts
import io.calamares.core 1.0
import io.calamares.ui 1.0

Rectangle {
    id: sidebar
    anchors.fill: parent
    color: Branding.styleString(Branding.SidebarBackground)

    readonly property Words language: Words {}
    property var words: language.of(Qt.locale().name)

    // The language is chosen on the first page.
    Connections {
        target: ViewManager
        function onCurrentStepChanged() {
            sidebar.words = sidebar.language.of(Qt.locale().name)
        }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 8
        spacing: 4

        Image {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: 12
            Layout.bottomMargin: 12
            source: "file:/" + Branding.imagePath(Branding.ProductLogo)
            sourceSize.width: 72
            sourceSize.height: 72
        }

        Repeater {
            model: ViewManager

            delegate: Rectangle {
                required property int index
                required property string display
                readonly property bool current: index === ViewManager.currentStepIndex
                // Calamares calls every list of jobs "Install"; the first one only looks.
                readonly property string words: index === 0 ? sidebar.words.check : display

                Layout.fillWidth: true
                implicitHeight: 36
                radius: 4
                color: current ? Branding.styleString(Branding.SidebarBackgroundCurrent) : "transparent"
                Accessible.role: Accessible.ListItem
                Accessible.name: words

                Rectangle {
                    visible: parent.current
                    width: 4
                    height: parent.height
                    color: Branding.styleString(Branding.SidebarTextCurrent)
                }
                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    x: 16
                    width: parent.width - 24
                    elide: Text.ElideRight
                    text: parent.words
                    font.bold: parent.current
                    color: Branding.styleString(parent.current ? Branding.SidebarTextCurrent : Branding.SidebarText)
                }
            }
        }

        Item {
            Layout.fillHeight: true
        }
    }
}
