/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of these pages. A table in place of Qt's .qm files: it needs no compiler, and a distribution can change it. */
import QtQml

QtObject {
    readonly property var all: ({
        en: {
            check: "Check",
            atomic: `<h2>%1 is an atomic system</h2>
<p>It comes as <b>one image</b>. It is updated as a whole, and goes back as a whole: the version before stays on the disk and in the boot menu.</p>
<p><b>/usr is read-only.</b> Your files are in /home, settings in /etc, and both survive every update.</p>
<p><b>Applications</b> come as Flatpaks or in containers, not by changing the system.</p>
<p><b>Encryption</b> is a box on the page with the disks. A recovery key is made for it too, and shown once at the end: it opens the disk when the passphrase is forgotten.</p>
<p>Nothing on any disk is changed before you press <b>Install</b> on the page with the summary.</p>`,
            unfit: "Not these disks",
            slides: [
                ["One piece", "The system is one image, put on the disk as a whole. Programs cannot change it by accident, and it is the same on every machine."],
                ["Updates that do not half happen", "An update is prepared beside the running system and takes effect at the next start, all of it or nothing."],
                ["A way back", "The system before the update stays. Choose it in the boot menu, or run “particleos-system rollback”."],
                ["What is yours stays yours", "Your files, your settings and what you install for yourself are kept apart from the system, and updates leave them alone."]
            ],
            key: "Keep the recovery key",
            keyText: "It opens the disk when the passphrase is forgotten, for you and for anybody who finds it. It is shown only now. Small letters, and the dashes are part of it.",
            qr: "The recovery key as a code for a telephone",
            kept: "I have written the key &down, saved it, or taken its picture",
            save: "&Save to a stick…",
            wait: "One moment…",
            noStick: "No stick that can be written was found. Plug one in, and press the button again.",
            stickText: "A text file. Whoever finds it can open the disk: keep the stick safe.",
            saved: "Saved as %1. The stick may be pulled out.",
            notSaved: "The key could not be saved. Write it down, or take its picture.",
            first: "Keep the key first; then tick the box, or press Next once more.",
            updates: `<p><b>Updates:</b> <tt>sudo particleos-system upgrade</tt> prepares one; it takes effect at the next start.</p>
<p><b>The way back:</b> choose the system before in the boot menu, or <tt>sudo particleos-system rollback</tt>.</p>`
        },
        de: {
            check: "Prüfung",
            atomic: `<h2>%1 ist ein atomares System</h2>
<p>Es kommt als <b>ein einziges Abbild</b>. Es wird als Ganzes aktualisiert und als Ganzes zurückgenommen: Die vorige Fassung bleibt auf dem Datenträger und im Startmenü.</p>
<p><b>/usr ist schreibgeschützt.</b> Ihre Dateien liegen in /home, Einstellungen in /etc; beide überdauern jede Aktualisierung.</p>
<p><b>Anwendungen</b> kommen als Flatpak oder in Containern, nicht durch Änderungen am System.</p>
<p><b>Verschlüsselung</b> ist ein Kästchen auf der Seite mit den Datenträgern. Dazu wird ein Wiederherstellungsschlüssel erzeugt und am Ende einmal gezeigt: Er öffnet den Datenträger, wenn das Kennwort vergessen ist.</p>
<p>Kein Datenträger wird verändert, bevor Sie auf der Seite mit der Zusammenfassung auf <b>Installieren</b> drücken.</p>`,
            unfit: "Diese Datenträger nicht",
            slides: [
                ["Aus einem Stück", "Das System ist ein einziges Abbild, das als Ganzes auf den Datenträger kommt. Programme können es nicht versehentlich verändern, und es ist auf jedem Rechner gleich."],
                ["Keine halben Aktualisierungen", "Eine Aktualisierung wird neben dem laufenden System vorbereitet und gilt ab dem nächsten Start: ganz oder gar nicht."],
                ["Ein Weg zurück", "Das vorige System bleibt. Wählen Sie es im Startmenü, oder rufen Sie „particleos-system rollback“ auf."],
                ["Was Ihnen gehört, bleibt", "Ihre Dateien, Ihre Einstellungen und was Sie für sich installieren, liegen getrennt vom System. Aktualisierungen lassen sie in Ruhe."]
            ],
            key: "Sichern Sie den Wiederherstellungsschlüssel",
            keyText: "Er öffnet den Datenträger, wenn das Kennwort vergessen ist: Ihnen und jedem, der ihn findet. Er wird nur jetzt gezeigt. Kleinbuchstaben, und die Striche gehören dazu.",
            qr: "Der Wiederherstellungsschlüssel als Code für ein Telefon",
            kept: "Ich &habe den Schlüssel aufgeschrieben, gespeichert oder fotografiert",
            save: "Auf einem Stick &speichern …",
            wait: "Einen Augenblick …",
            noStick: "Kein Stick gefunden, der sich beschreiben lässt. Stecken Sie einen an, und drücken Sie noch einmal auf die Schaltfläche.",
            stickText: "Eine Textdatei. Wer sie findet, kann den Datenträger öffnen: Bewahren Sie den Stick sicher auf.",
            saved: "Gespeichert als %1. Der Stick kann abgezogen werden.",
            notSaved: "Der Schlüssel ließ sich nicht speichern. Schreiben Sie ihn auf, oder fotografieren Sie ihn.",
            first: "Sichern Sie zuerst den Schlüssel; dann setzen Sie das Häkchen, oder drücken Sie noch einmal auf Weiter.",
            updates: `<p><b>Aktualisierungen:</b> <tt>sudo particleos-system upgrade</tt> bereitet eine vor; sie gilt ab dem nächsten Start.</p>
<p><b>Der Weg zurück:</b> das vorige System im Startmenü wählen, oder <tt>sudo particleos-system rollback</tt>.</p>`
        },
        fr: {
            check: "Vérification",
            atomic: `<h2>%1 est un système atomique</h2>
<p>Il se présente comme <b>une seule image</b>. Il est mis à jour en entier, et annulé en entier : la version précédente reste sur le disque et dans le menu de démarrage.</p>
<p><b>/usr est en lecture seule.</b> Vos fichiers sont dans /home, les réglages dans /etc ; les deux survivent à chaque mise à jour.</p>
<p><b>Les applications</b> viennent en Flatpak ou dans des conteneurs, sans modifier le système.</p>
<p><b>Le chiffrement</b> est une case sur la page des disques. Une clé de récupération est aussi créée, et montrée une fois à la fin : elle ouvre le disque quand la phrase secrète est oubliée.</p>
<p>Aucun disque n’est modifié avant que vous n’appuyiez sur <b>Installer</b> sur la page du résumé.</p>`,
            unfit: "Pas ces disques",
            slides: [
                ["D’un seul bloc", "Le système est une seule image, posée en entier sur le disque. Aucun programme ne peut le changer par accident, et il est le même sur chaque machine."],
                ["Pas de mise à jour à moitié", "Une mise à jour se prépare à côté du système en marche et prend effet au prochain démarrage, en entier ou pas du tout."],
                ["Un chemin de retour", "Le système précédent reste. Choisissez-le dans le menu de démarrage, ou lancez « particleos-system rollback »."],
                ["Ce qui est à vous le reste", "Vos fichiers, vos réglages et ce que vous installez pour vous sont séparés du système, et les mises à jour n’y touchent pas."]
            ],
            key: "Conservez la clé de récupération",
            keyText: "Elle ouvre le disque quand la phrase secrète est oubliée, pour vous et pour quiconque la trouve. Elle n’est montrée que maintenant. Lettres minuscules, et les tirets en font partie.",
            qr: "La clé de récupération sous forme de code pour un téléphone",
            kept: "J’ai noté la clé, je l’ai &enregistrée ou prise en photo",
            save: "Enregistrer sur une clé &USB…",
            wait: "Un instant…",
            noStick: "Aucune clé USB inscriptible n’a été trouvée. Branchez-en une, puis appuyez de nouveau sur le bouton.",
            stickText: "Un fichier texte. Quiconque le trouve peut ouvrir le disque : gardez la clé USB en lieu sûr.",
            saved: "Enregistrée sous %1. La clé USB peut être retirée.",
            notSaved: "La clé n’a pas pu être enregistrée. Notez-la ou prenez-la en photo.",
            first: "Conservez d’abord la clé ; puis cochez la case, ou appuyez encore une fois sur Suivant.",
            updates: `<p><b>Mises à jour :</b> <tt>sudo particleos-system upgrade</tt> en prépare une ; elle prend effet au prochain démarrage.</p>
<p><b>Le retour :</b> choisissez le système précédent dans le menu de démarrage, ou <tt>sudo particleos-system rollback</tt>.</p>`
        },
        es: {
            check: "Comprobación",
            atomic: `<h2>%1 es un sistema atómico</h2>
<p>Viene como <b>una sola imagen</b>. Se actualiza entero y se deshace entero: la versión anterior queda en el disco y en el menú de arranque.</p>
<p><b>/usr es de solo lectura.</b> Sus archivos están en /home y los ajustes en /etc; ambos sobreviven a cada actualización.</p>
<p><b>Las aplicaciones</b> vienen como Flatpak o en contenedores, sin cambiar el sistema.</p>
<p><b>El cifrado</b> es una casilla en la página de los discos. También se crea una clave de recuperación, que se muestra una vez al final: abre el disco si se olvida la frase de contraseña.</p>
<p>Ningún disco cambia antes de que pulse <b>Instalar</b> en la página del resumen.</p>`,
            unfit: "Estos discos no",
            slides: [
                ["De una pieza", "El sistema es una sola imagen, puesta entera en el disco. Ningún programa puede cambiarla por descuido, y es igual en todas las máquinas."],
                ["Sin actualizaciones a medias", "Una actualización se prepara junto al sistema en marcha y vale desde el próximo arranque, entera o nada."],
                ["Un camino de vuelta", "El sistema anterior queda. Elíjalo en el menú de arranque, o ejecute «particleos-system rollback»."],
                ["Lo suyo sigue siendo suyo", "Sus archivos, sus ajustes y lo que instale para usted están aparte del sistema, y las actualizaciones no los tocan."]
            ],
            key: "Guarde la clave de recuperación",
            keyText: "Abre el disco si se olvida la frase de contraseña, a usted y a quien la encuentre. Solo se muestra ahora. Letras minúsculas, y los guiones forman parte de ella.",
            qr: "La clave de recuperación como código para un teléfono",
            kept: "&He anotado o guardado la clave, o le he hecho una foto",
            save: "&Guardar en una memoria USB…",
            wait: "Un momento…",
            noStick: "No se encontró ninguna memoria USB en la que se pueda escribir. Conecte una y pulse otra vez el botón.",
            stickText: "Un archivo de texto. Quien lo encuentre puede abrir el disco: guarde bien la memoria.",
            saved: "Guardada como %1. Ya puede retirar la memoria.",
            notSaved: "No se pudo guardar la clave. Anótela, o hágale una foto.",
            first: "Guarde primero la clave; luego marque la casilla, o pulse Siguiente otra vez.",
            updates: `<p><b>Actualizaciones:</b> <tt>sudo particleos-system upgrade</tt> prepara una; vale desde el próximo arranque.</p>
<p><b>El camino de vuelta:</b> elija el sistema anterior en el menú de arranque, o <tt>sudo particleos-system rollback</tt>.</p>`
        }
    })

    /* locale: as Qt names it, "de_AT". English where there are no others. */
    function of(locale) {
        return all[locale.slice(0, 2)] || all.en
    }

    /* What a screen reader is told of formatted text. */
    function plain(text) {
        return text.replace(/<[^>]*>/g, "").trim()
    }
}
