/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves the recovery key to a stick: a button that looks for sticks, one for each that is found, and what became of it. */
import QtQuick

Column {
    id: saving
    required property Keeper keeper
    required property var words
    spacing: 8

    LetterButton {
        enabled: !saving.keeper.isBusy
        marked: saving.words.save
        onClicked: saving.keeper.look()
    }
    Text {
        visible: text !== ""
        width: parent.width
        wrapMode: Text.WordWrap
        font.pixelSize: 17
        font.bold: saving.keeper.isRefused
        color: saving.keeper.isRefused ? "#a01818" : "#1d2733"
        text: saving.keeper.said
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text
    }
    Repeater {
        model: saving.keeper.sticks

        LetterButton {
            required property int index
            required property var modelData
            enabled: !saving.keeper.isBusy
            marked: `&${index + 1}  ${modelData.title}`
            onClicked: saving.keeper.save(modelData.id)
        }
    }
}
