/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks particleos-calamares-keeper, which has the recovery key: by notes in a directory, the key is in none of them. */
import QtQml

QtObject {
    id: keeper
    required property var words
    // Empty: nobody to ask.
    property string directory: ""
    property bool isBusy: false
    // As the keeper has them: id and title.
    property var sticks: []
    // What became of it, for a person; and whether it is a refusal.
    property string said: ""
    property bool isRefused: false
    property int asked: 0
    property int polls: 0
    // The installer gives a slow stick five minutes to take what was written.
    readonly property int mostPolls: 1400

    function look() {
        keeper.sticks = []
        keeper.ask({})
    }

    function save(stick) {
        keeper.ask({ stick: stick })
    }

    /* Somebody has the key: the keeper forgets it. */
    function end() {
        if (keeper.directory !== "")
            keeper.write({ end: true })
        keeper.directory = ""
    }

    function ask(what) {
        keeper.asked += 1
        keeper.polls = 0
        keeper.isBusy = true
        keeper.isRefused = false
        keeper.said = keeper.words.wait
        keeper.write(Object.assign({ number: keeper.asked }, what))
    }

    function write(what) {
        const request = new XMLHttpRequest()
        request.open("PUT", `file://${keeper.directory}/ask`)
        request.send(JSON.stringify(what))
    }

    function poll() {
        keeper.polls += 1
        if (keeper.polls > keeper.mostPolls) {
            keeper.answered({ refused: keeper.words.notSaved })
            return
        }
        const request = new XMLHttpRequest()
        request.onreadystatechange = () => {
            if (request.readyState !== XMLHttpRequest.DONE || request.responseText === "")
                return
            const answer = JSON.parse(request.responseText)
            if (keeper.isBusy && answer.number === keeper.asked)
                keeper.answered(answer)
        }
        request.open("GET", `file://${keeper.directory}/answer`)
        request.send()
    }

    function answered(answer) {
        keeper.isBusy = false
        keeper.isRefused = answer.refused !== undefined
        if (keeper.isRefused) {
            keeper.said = answer.refused
        } else if (answer.file !== undefined) {
            keeper.sticks = []
            keeper.said = keeper.words.saved.replace("%1", answer.file)
        } else {
            keeper.sticks = answer.sticks
            keeper.said = answer.sticks.length === 0 ? keeper.words.noStick : keeper.words.stickText
        }
    }

    readonly property Timer timer: Timer {
        interval: 300
        repeat: true
        running: keeper.isBusy
        onTriggered: keeper.poll()
    }
}
