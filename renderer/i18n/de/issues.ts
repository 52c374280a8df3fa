// SPDX-License-Identifier: Apache-2.0
import type { WizardIssues } from '../en-issues.ts';

export const issues: WizardIssues = {
  'image-no-update-ref': [
    'Das installierte System wird nicht wissen, woher Aktualisierungen kommen.',
    'Nennen Sie auf der Seite „System“ eine Registry unter „Aktualisierungen kommen von“.',
  ],
  'track-not-registry': [
    'Aktualisierungen kämen von {track}; das muss auf dem installierten System noch da sein.',
    'Nennen Sie auf der Seite „System“ eine Registry unter „Aktualisierungen kommen von“.',
  ],
  'image-untrusted': [
    'Niemand bürgt für dieses Abbild: Es wurde keine Signatur geprüft.',
    'Machen Sie nur weiter, wenn Sie der Quelle vertrauen.',
  ],
  'updates-unsigned': [
    'Aktualisierungen von {track} werden nicht auf Signaturen geprüft.',
    'Machen Sie nur weiter, wenn Sie der Quelle vertrauen.',
  ],
  'image-missing': ['Es wurde kein System gewählt.', 'Wählen Sie eines auf der Seite „System“.'],
  'image-not-found': ['Das Abbild {source} ist nicht zu lesen: {message}.', 'Prüfen Sie die Referenz.'],
  'image-not-bootable': ['{source} ist kein startbares System: {reason}.', 'Wählen Sie ein anderes.'],
  'image-wrong-arch': [
    'Das Abbild ist für {found}, dieser Rechner ist {expected}.',
    'Wählen Sie ein anderes.',
  ],
  'image-digest-mismatch': [
    'Das Abbild hat die Prüfsumme {found}, erwartet wurde {expected}.',
    'Nichts wurde geschrieben. Vielleicht hat es jemand ausgetauscht; wählen Sie ein anderes.',
  ],
  'image-damaged': [
    'Das Abbild ist beschädigt: {what}.',
    'Nichts wurde geschrieben. Erstellen Sie das Medium neu oder holen Sie das Abbild noch einmal.',
  ],
  'image-no-loader': [
    'Das Abbild hat kein Startprogramm für {firmware} ({missing}).',
    'Wählen Sie ein anderes Abbild oder ändern Sie den Firmware-Modus.',
  ],
  'image-lacks': ['Dem Abbild fehlt {what}: {effect}.', 'Wählen Sie ein anderes.'],
  'image-unchecked': [
    'Das Abbild {source} wurde noch nicht untersucht: {reason}.',
    'Es wird geprüft, bevor etwas geschrieben wird.',
  ],
  'image-content-unread': [
    'Was in {source} ist, weiß man erst nach dem Holen; es lässt sich nicht prüfen.',
    'Wählen Sie ein Abbild auf dem Medium.',
  ],
  'bootc-not-in-image': [
    'Weder das Abbild noch dieses Live-System hat bootc.',
    'Wählen Sie ein anderes Abbild.',
  ],
  'secure-boot-unsigned': [
    'Secure Boot ist an, und {whose} bringt kein signiertes {loader} mit: Der Datenträger würde nicht starten.',
    'Wählen Sie ein anderes Abbild oder schalten Sie Secure Boot in der Firmware aus.',
  ],
  'registry-unreachable': [
    'Die Registry von {source} antwortet nicht: {message}.',
    'Prüfen Sie Netzwerk, Proxy, Uhr und Namen.',
  ],
  'registry-auth': [
    'Die Registry von {source} verlangt ein Passwort.',
    'Melden Sie sich auf der Seite „System“ an.',
  ],
  'file-system-engine': [
    'Dieses Abbild lässt sich nicht auf {rootFileSystem} installieren.',
    'Wählen Sie eines von: {fitting}.',
  ],
  'file-system-verity': [
    'Das Abbild verlangt fs-verity, das {rootFileSystem} nicht hat.',
    'Wählen Sie ext4 oder btrfs.',
  ],
  'disk-none': [
    'Es gibt keinen Datenträger zum Installieren.',
    'Schließen Sie einen mit mindestens {neededBytes} an.',
  ],
  'disk-not-found': [
    'Der gewählte Datenträger ist nicht da ({wanted}).',
    'Wählen Sie auf der Seite „Datenträger“ neu.',
  ],
  'disk-too-small': [
    '{disk} hat {foundBytes}; nötig sind {neededBytes}, also {missingBytes} mehr.',
    'Wählen Sie einen größeren Datenträger oder ein kleineres Abbild.',
  ],
  'disk-busy': [
    '{disk} wird benutzt: {holders}.',
    'Starten Sie das Live-System neu oder wählen Sie einen anderen Datenträger.',
  ],
  'disk-no-identity': [
    '{disk} hat keine Seriennummer und keinen anderen bleibenden Namen.',
    'Er ist nur an Platz und Größe zu erkennen; sehen Sie zweimal hin.',
  ],
  'disk-changed': [
    '{disk} ist nicht mehr der geplante Datenträger: {what}.',
    'Nichts wurde geschrieben. Sehen Sie die Datenträger noch einmal an.',
  ],
  'disk-4k-bios': [
    '{disk} hat Sektoren von {sectorBytes} Byte, von denen ein BIOS nicht starten kann.',
    'Verwenden Sie UEFI.',
  ],
  'user-no-login': [
    'Niemand könnte sich anmelden: Es gibt weder Passwort noch SSH-Schlüssel.',
    'Wählen Sie eines auf der Seite „Konto“.',
  ],
  'user-reserved': [
    'Den Namen „{name}“ benutzt das System selbst.',
    'Wählen Sie einen anderen Benutzernamen.',
  ],
  'secret-missing': [
    'Das Installationsprogramm hat Ihr Passwort nicht mehr.',
    'Tippen Sie es auf der Seite „Konto“ noch einmal.',
  ],
  'locale-absent': ['Das Abbild hat die Sprache „{locale}“ nicht.', 'Es hat: {available}.'],
  'locale-unchecked': [
    'Das Abbild sagt nicht, welche Sprachen es hat.',
    'Fehlt „{locale}“, spricht das installierte System Englisch.',
  ],
  'keymap-unknown': [
    'Für die Tastatur „{layout}“ ist keine Belegung der Textkonsole bekannt.',
    'Beim Start und auf Textkonsolen gilt die US-Belegung.',
  ],
  'keymap-absent': [
    'Das Abbild hat für Textkonsolen die Belegung „{keymap}“ nicht.',
    'Wählen Sie eine andere Tastatur.',
  ],
  'firmware-unchecked': [
    'Die Firmware konnte noch nicht untersucht werden.',
    'Sie wird geprüft, bevor etwas geschrieben wird.',
  ],
  'disks-unchecked': ['Die Datenträger sind nicht zu lesen: {reason}.', 'Starten Sie das Live-System neu.'],
  'memory-low': [
    'Dieser Rechner hat {foundBytes} Arbeitsspeicher; erwünscht sind {neededBytes}.',
    'Die Installation kann langsam sein oder scheitern.',
  ],
  'power-battery': ['Der Rechner läuft mit Akku.', 'Schließen Sie das Netzteil an.'],
  'no-space': ['Auf {where} ist kein Platz mehr.', 'Wählen Sie einen größeren Datenträger.'],
  'command-failed': [
    'Ein Schritt ist fehlgeschlagen: {step}.',
    'Der Befehl war: {command}. Seine letzten Worte: {detail}',
  ],
  'proof-failed': [
    'Das fertige System hat die Prüfung, ob es startet, nicht bestanden: {what}.',
    'Verlassen Sie sich nicht auf diesen Datenträger; speichern Sie einen Bericht und installieren Sie noch einmal.',
  ],
  'plan-changed': [
    'Seit der Plan gezeigt wurde, hat sich etwas geändert.',
    'Sehen Sie den neuen Plan an und bestätigen Sie ihn.',
  ],
  'run-active': ['Eine andere Installation läuft.', 'Warten Sie auf ihr Ende oder brechen Sie sie ab.'],
  'service-failed': [
    'Das Installationsprogramm selbst ist bei „{verb}“ gescheitert.',
    'Versuchen Sie es noch einmal; bleibt es dabei, speichern Sie einen Bericht.',
  ],
  'network-unmanaged': [
    'Das Netzwerk dieses Live-Systems ist anderswo eingerichtet.',
    'Es kann hier nicht geändert werden.',
  ],
  'network-failed': [
    'Die Netzwerkkarte {device} war nicht einzurichten: {message}.',
    'Prüfen Sie die Werte und das Kabel.',
  ],
  'wifi-password': [
    'Das Netz „{ssid}“ hat das Passwort nicht angenommen.',
    'Tippen Sie es noch einmal; kleine und große Buchstaben zählen.',
  ],
  'wifi-absent': [
    'Das Netz „{ssid}“ ist nicht in Reichweite.',
    'Gehen Sie näher heran oder wählen Sie ein anderes.',
  ],
  'clock-wrong': [
    'Die Uhr dieses Rechners geht um {seconds} Sekunden anders als die von {registry}.',
    'Stellen Sie das Datum in der Firmware: Bei falscher Uhr werden Zertifikate abgelehnt.',
  ],
  'stick-absent': ['Der Stick ist nicht mehr da.', 'Stecken Sie ihn an und suchen Sie noch einmal.'],
  'stick-failed': ['Der Stick {stick} ist nicht zu verwenden: {message}.', 'Versuchen Sie einen anderen.'],
  'run-lost': [
    'Das Installationsprogramm wurde von außen beendet, während es installierte.',
    'Starten Sie das Live-System neu und installieren Sie noch einmal.',
  ],
  'wifi-server-unchecked': [
    'Das installierte System gibt das Passwort für „{ssid}“ jedem Netz dieses Namens: Es wird kein Zertifikat geprüft.',
    'Tragen Sie im installierten System das Zertifikat des Betreibers ein.',
  ],
  'autologin-unsupported': [
    '{name} kann nicht automatisch angemeldet werden: {why}.',
    'Nehmen Sie das Häkchen auf der Seite „Konto“ weg, oder wählen Sie ein anderes System.',
  ],
  'layout-needs-gpt': [
    '{disk} hat {table}; neben anderen Systemen geht es nur mit einer GPT.',
    'Wählen Sie einen anderen Datenträger, oder löschen Sie diesen.',
  ],
  'free-space-small': [
    'Der größte freie Bereich von {disk} hat {foundBytes}; nötig sind {neededBytes}, {missingBytes} mehr.',
    'Schaffen Sie Platz, oder wählen Sie einen anderen Datenträger.',
  ],
  'partition-too-small': [
    'Die Partition für {role} hätte {foundBytes}; nötig sind {neededBytes}.',
    'Geben Sie ihr mehr Platz.',
  ],
  'partition-no-room': [
    'Auf {disk} ist kein Platz für {neededBytes}; der größte freie Bereich hat {foundBytes}.',
    'Machen Sie die Partition kleiner, oder schaffen Sie Platz.',
  ],
  'shrink-bitlocker-suspended': [
    'BitLocker ist auf {partition} nur angehalten: Was darauf ist, ist noch verschlüsselt.',
    'Schalten Sie es in Windows aus und warten Sie, bis das fertig ist; oder verkleinern Sie die Partition dort und nutzen Sie den freien Platz.',
  ],
  'shrink-bitlocker-busy': [
    'BitLocker verschlüsselt {partition} und ist damit nicht fertig.',
    'Schalten Sie es in Windows aus und warten Sie, bis das fertig ist; oder verkleinern Sie die Partition dort und nutzen Sie den freien Platz.',
  ],
  'shrink-bitlocker-decrypting': [
    'BitLocker entschlüsselt {partition} und ist damit nicht fertig.',
    'Starten Sie Windows, warten Sie, bis es fertig ist, fahren Sie es ganz herunter und kommen Sie wieder.',
  ],
  'shrink-bitlocker': [
    '{partition} ist mit BitLocker verschlüsselt; nur Windows kann sie verkleinern.',
    'Schalten Sie BitLocker in Windows aus und warten Sie, bis es fertig ist; oder verkleinern Sie die Partition dort und verwenden Sie den freien Platz.',
  ],
  'shrink-encrypted': [
    '{partition} ist verschlüsselt und kann hier nicht verkleinert werden.',
    'Schaffen Sie Platz aus dem eigenen System heraus.',
  ],
  'resize-file-system': [
    '{partition} enthält {fileSystem}; dessen Größe lässt sich hier nicht ändern.',
    'NTFS, ext4 und btrfs gehen.',
  ],
  'shrink-hibernated': [
    'Das System auf {partition} ist im Ruhezustand und verlässt sich auf seinen Datenträger.',
    'Starten Sie es und fahren Sie es ganz herunter; in Windows dabei die Umschalttaste halten.',
  ],
  'shrink-dirty': [
    '{partition} wurde nicht sauber ausgehängt oder hat Fehler.',
    'Starten Sie das System darauf einmal und fahren Sie es herunter; in Windows zuerst chkdsk /f.',
  ],
  'shrink-minimum-unknown': [
    'Wie weit {partition} verkleinert werden kann, ist nicht bekannt.',
    'Verkleinern Sie sie aus dem eigenen System heraus.',
  ],
  'shrink-below-minimum': [
    '{partition} kann nicht auf {toBytes} verkleinert werden: Der Inhalt braucht {minimumBytes}.',
    'Lassen Sie ihr mehr Platz, oder entfernen Sie dort Dateien.',
  ],
  'layout-bios-beside': [
    'Dieser Rechner startet mit BIOS, und auf {disk} sind andere Systeme: Deren Startprogramm ginge verloren.',
    'Stellen Sie die Firmware auf UEFI um, wählen Sie einen anderen Datenträger, oder löschen Sie diesen.',
  ],
  'esp-small': [
    'Die EFI-Systempartition {partition} hat {foundBytes} frei; nötig sind {neededBytes}.',
    'Daneben entsteht eine neue; die alte wird nicht angerührt.',
  ],
  'volume-torn': [
    '{volume} liegt auf {lost}, was wegfällt, und auf {staying}, was bleibt: Sein Inhalt kann als Ganzes verloren gehen.',
    'Sichern Sie ihn zuerst, oder wählen Sie andere Datenträger oder Partitionen.',
  ],
  'esp-taken': [
    'Auf der EFI-Systempartition {partition} steht der Starter von {system}; das würde nicht mehr starten.',
    'Legen Sie eine weitere EFI-Systempartition an, oder entfernen Sie dort EFI/debian, wenn nichts davon startet.',
  ],
  'esp-copied': [
    'Die EFI-Systempartition {partition} hat dieselbe UUID wie {other}, wie nach dem Kopieren eines Datenträgers.',
    'Daneben entsteht eine neue; die alte wird nicht angerührt.',
  ],
  'uuid-twice': [
    '{partition} bleibt erhalten, und {other} hat dieselbe UUID, wie nach dem Kopieren eines Datenträgers: Beim Start würde das eine für das andere gehalten.',
    'Trennen Sie die Kopie dauerhaft ab, oder geben Sie ihr eine eigene UUID, und sehen Sie erneut nach.',
  ],
  'esp-one-loader': [
    'Die EFI-Systempartition {partition} gehört {system} und lässt sich nicht teilen.',
    'Daneben entsteht eine neue; die alte wird nicht angerührt.',
  ],
  'layout-not-by-hand': ['Eine Partition fehlt: {role}.', 'Fügen Sie eine hinzu.'],
  'layout-engine': [
    'So kann dieses Abbild nicht installiert werden.',
    'Wählen Sie einen anderen Weg oder ein anderes Abbild.',
  ],
  'keep-data-file-system': [
    'Die Wurzel des Systems auf {partition} ist {found}; behalten lassen sich Dateien nur auf {fitting}.',
    'Wählen Sie einen anderen Weg.',
  ],
  'keep-data-locked': [
    '{partition} ist verschlüsselt, und was darauf ist, ist nicht bekannt.',
    'Geben Sie auf der Seite „Aufteilung“ seine Passphrase oder seinen Wiederherstellungsschlüssel ein.',
  ],
  'keep-data-wrong-key': [
    'Was eingegeben wurde, öffnet {partition} nicht.',
    'Geben Sie die Passphrase des Systems darauf oder seinen Wiederherstellungsschlüssel ein.',
  ],
  'keep-data-closed': ['{partition} ließ sich nicht öffnen: {message}.', 'Wählen Sie einen anderen Weg.'],
  'kept-cannot-unlock-by': [
    'Das neue System kann die Platte nicht durch {means} öffnen: {what}. Es wird nach der Passphrase fragen.',
    'Wählen Sie ein anderes System, wenn das zu viel ist; die Verschlüsselung bleibt, wie sie ist.',
  ],
  'keep-data-mounts': [
    'Das System auf {partition} nutzt auch {mounts} von anderswo; das neue tut das nicht von selbst.',
    'Dort geht nichts verloren: Notieren Sie vorher die Zeilen seiner /etc/fstab und /etc/crypttab und fügen Sie sie im neuen hinzu.',
  ],
  'keep-data-absent': [
    'Das System auf {partition} nutzt auch {mounts}; an diesem Rechner wurde das nicht gefunden. Das neue bindet es ein, wenn es da ist, und startet sonst ohne.',
    'Schließen Sie es an und sehen Sie noch einmal nach, wenn es jetzt gesehen werden soll.',
  ],
  'keep-data-var': [
    '/var des Systems auf {partition} liegt auf {device}, was das neue nicht einbinden könnte: {why}.',
    'Schließen Sie es an, nennen Sie es in der /etc/fstab jenes Systems mit seiner UUID, oder wählen Sie eine andere Aufteilung.',
  ],
  'keep-data-room': [
    'Das System auf {partition} hat {foundBytes} frei; nötig sind {neededBytes}.',
    'Entfernen Sie dort Dateien, oder wählen Sie einen anderen Weg.',
  ],
  'raid1-lacks': [
    'Das Abbild kann keinen Spiegel zusammensetzen: Ihm fehlt {what}.',
    'Wählen Sie ein anderes Abbild oder einen einzelnen Datenträger.',
  ],
  'zram-absent': [
    'Das gewählte System kann nicht im Arbeitsspeicher komprimiert auslagern.',
    'Wählen Sie eine andere Art der Auslagerung.',
  ],
  'zram-unread': [
    'Ob das Abbild im Arbeitsspeicher komprimiert auslagern kann, ist nicht bekannt.',
    'Ohne das hat das System keine Auslagerung und läuft trotzdem.',
  ],
  'fido2-absent': [
    'Es steckt kein Sicherheitsschlüssel.',
    'Stecken Sie ihn ein und sehen Sie noch einmal nach.',
  ],
  'fido2-several': [
    'Es stecken {count} Sicherheitsschlüssel; gebraucht wird einer.',
    'Lassen Sie einen stecken und sehen Sie noch einmal nach.',
  ],
  'fido2-pin': [
    'Der Sicherheitsschlüssel verlangt zuerst seine PIN, die sich hier nicht eingeben lässt.',
    'Nehmen Sie einen ohne PIN, oder richten Sie diesen im installierten System ein.',
  ],
  'fido2-unchecked': [
    'Ob ein Sicherheitsschlüssel steckt, ließ sich nicht lesen.',
    'Vor dem ersten Schreiben wird noch einmal nachgesehen.',
  ],
  'fido2-not-enrolled': [
    'Der Sicherheitsschlüssel wurde nicht eingerichtet: {message}.',
    'Lassen Sie ihn stecken, berühren Sie ihn jedes Mal, wenn er blinkt, und beginnen Sie von vorn; oder installieren Sie ohne ihn.',
  ],
  'encryption-layout': [
    'Mit dieser Aufteilung wäre nicht alles verschlüsselt.',
    'Wählen Sie eine andere Aufteilung oder keine Verschlüsselung.',
  ],
  'encryption-memory': [
    'Dieser Rechner hat zu wenig Speicher für die Verschlüsselung: {foundBytes} von {neededBytes}.',
    'Verschlüsseln Sie hier nicht, oder nehmen Sie einen Rechner mit mehr Speicher.',
  ],
  'image-cannot-unlock': [
    'Das Abbild kann beim Start nicht nach einer Passphrase fragen: Ihm fehlt {what}.',
    'Wählen Sie ein anderes Abbild. Ohne die gewünschte Verschlüsselung wird nie installiert.',
  ],
  'keymap-at-boot-us': [
    'Nach der Passphrase wird mit US-Tastatur gefragt.',
    'Wählen Sie eine, die Sie dort eingeben können.',
  ],
  'resume-changed': ['Was jetzt auf {disk} installiert würde, ist nicht das Begonnene.', 'Beginnen Sie neu.'],
  'recovery-key-unread': [
    'Den Wiederherstellungsschlüssel hat noch niemand gesichert.',
    'Sichern Sie ihn; dann kann der Rechner neu starten.',
  ],
  internal: [
    'Das Installationsprogramm selbst ist gescheitert: {message}.',
    'Bitte melden Sie es, mit dem Protokoll {log}.',
  ],
};
