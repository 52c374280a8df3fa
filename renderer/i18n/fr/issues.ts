// SPDX-License-Identifier: Apache-2.0
import type { WizardIssues } from '../en-issues.ts';

export const issues: WizardIssues = {
  'image-no-update-ref': [
    'Le système installé ne saura pas d’où viennent les mises à jour.',
    'Indiquez un registre sous « Les mises à jour viennent de », page « Système ».',
  ],
  'track-not-registry': [
    'Les mises à jour viendraient de {track}, qui doit encore être là sur le système installé.',
    'Indiquez un registre sous « Les mises à jour viennent de », page « Système ».',
  ],
  'image-untrusted': [
    'Personne ne répond de cette image : aucune signature n’a été vérifiée.',
    'Continuez seulement si vous faites confiance à son origine.',
  ],
  'updates-unsigned': [
    'Les signatures des mises à jour de {track} ne seront pas vérifiées.',
    'Continuez seulement si vous faites confiance à leur origine.',
  ],
  'image-missing': ['Aucun système n’a été choisi.', 'Choisissez-en un page « Système ».'],
  'image-not-found': ['L’image {source} ne peut pas être lue : {message}.', 'Vérifiez sa référence.'],
  'image-not-bootable': ['{source} n’est pas un système amorçable : {reason}.', 'Choisissez-en un autre.'],
  'image-wrong-arch': ['L’image est pour {found}, cette machine est {expected}.', 'Choisissez-en une autre.'],
  'image-digest-mismatch': [
    'L’image a l’empreinte {found}, on attendait {expected}.',
    'Rien n’a été écrit. Quelqu’un l’a peut-être échangée ; choisissez-en une autre.',
  ],
  'image-damaged': [
    'L’image est abîmée : {what}.',
    'Rien n’a été écrit. Refaites le support d’installation, ou récupérez l’image à nouveau.',
  ],
  'image-no-loader': [
    'L’image n’a pas de chargeur pour {firmware} ({missing}).',
    'Choisissez une autre image, ou changez le mode du micrologiciel.',
  ],
  'image-lacks': ['Il manque à l’image {what} : {effect}.', 'Choisissez-en une autre.'],
  'image-unchecked': [
    'L’image {source} n’a pas encore été examinée : {reason}.',
    'Elle est vérifiée avant toute écriture.',
  ],
  'image-content-unread': [
    'On ne connaît le contenu de {source} qu’après l’avoir récupéré ; il ne peut pas être vérifié.',
    'Choisissez une image qui est sur le support.',
  ],
  'bootc-not-in-image': ['Ni l’image ni ce système n’a bootc.', 'Choisissez une autre image.'],
  'secure-boot-unsigned': [
    'Secure Boot est actif, et {whose} n’apporte pas de {loader} signé : le disque ne démarrerait pas.',
    'Choisissez une autre image, ou désactivez Secure Boot dans le micrologiciel.',
  ],
  'registry-unreachable': [
    'Le registre de {source} ne répond pas : {message}.',
    'Vérifiez le réseau, le proxy, l’horloge et le nom.',
  ],
  'registry-auth': ['Le registre de {source} demande un mot de passe.', 'Connectez-vous page « Système ».'],
  'file-system-engine': [
    'Cette image ne peut pas être installée sur {rootFileSystem}.',
    'Choisissez parmi : {fitting}.',
  ],
  'file-system-verity': [
    'L’image demande fs-verity, que {rootFileSystem} n’a pas.',
    'Choisissez ext4 ou btrfs.',
  ],
  'disk-none': ['Il n’y a pas de disque où installer.', 'Branchez-en un d’au moins {neededBytes}.'],
  'disk-not-found': ['Le disque choisi n’est pas là ({wanted}).', 'Choisissez à nouveau page « Disque ».'],
  'disk-too-small': [
    '{disk} a {foundBytes} ; il en faut {neededBytes}, soit {missingBytes} de plus.',
    'Choisissez un disque plus grand ou une image plus petite.',
  ],
  'disk-busy': [
    '{disk} est utilisé : {holders}.',
    'Redémarrez le système live, ou choisissez un autre disque.',
  ],
  'disk-no-identity': [
    '{disk} n’a ni numéro de série ni autre nom durable.',
    'Seules sa place et sa taille le distinguent ; regardez deux fois.',
  ],
  'disk-changed': [
    '{disk} n’est plus le disque prévu : {what}.',
    'Rien n’a été écrit. Regardez les disques à nouveau.',
  ],
  'disk-4k-bios': [
    '{disk} a des secteurs de {sectorBytes} octets, dont un BIOS ne peut pas démarrer.',
    'Utilisez UEFI.',
  ],
  'user-no-login': [
    'Personne ne pourrait se connecter : il n’y a ni mot de passe ni clé SSH.',
    'Choisissez-en un page « Compte ».',
  ],
  'user-reserved': [
    'Le système utilise lui-même le nom « {name} ».',
    'Choisissez un autre nom d’utilisateur.',
  ],
  'secret-missing': ['L’installation n’a plus votre mot de passe.', 'Tapez-le à nouveau page « Compte ».'],
  'locale-absent': ['L’image n’a pas la langue « {locale} ».', 'Elle a : {available}.'],
  'locale-unchecked': [
    'L’image ne dit pas quelles langues elle a.',
    'Si « {locale} » n’en est pas, le système installé parle anglais.',
  ],
  'keymap-unknown': [
    'Aucune table de console n’est connue pour le clavier « {layout} ».',
    'Au démarrage et sur les consoles texte, vous taperez sur un clavier américain.',
  ],
  'keymap-absent': [
    'L’image n’a pas la table « {keymap} » pour les consoles texte.',
    'Choisissez un autre clavier.',
  ],
  'firmware-unchecked': [
    'Le micrologiciel n’a pas encore pu être examiné.',
    'Il est vérifié avant toute écriture.',
  ],
  'disks-unchecked': ['Les disques ne peuvent pas être lus : {reason}.', 'Redémarrez le système live.'],
  'memory-low': [
    'Cette machine a {foundBytes} de mémoire ; il en faudrait {neededBytes}.',
    'L’installation peut être lente ou échouer.',
  ],
  'power-battery': ['La machine est sur batterie.', 'Branchez le câble d’alimentation.'],
  'no-space': ['Il n’y a plus de place sur {where}.', 'Choisissez un disque plus grand.'],
  'command-failed': [
    'Une étape a échoué : {step}.',
    'La commande était : {command}. Ses derniers mots : {detail}',
  ],
  'proof-failed': [
    'Le système terminé n’a pas réussi la vérification du démarrage : {what}.',
    'Ne vous fiez pas à ce disque ; enregistrez un rapport et installez à nouveau.',
  ],
  'plan-changed': [
    'Quelque chose a changé depuis que le plan a été montré.',
    'Regardez le nouveau plan et confirmez-le.',
  ],
  'run-active': ['Une autre installation est en cours.', 'Attendez-la, ou annulez-la.'],
  'service-failed': [
    'L’installation elle-même a échoué à « {verb} ».',
    'Réessayez ; si cela persiste, enregistrez un rapport.',
  ],
  'network-unmanaged': [
    'Le réseau de ce système est réglé en dehors de l’installation.',
    'Il ne peut pas être changé ici.',
  ],
  'network-failed': [
    'La carte réseau {device} n’a pas pu être réglée : {message}.',
    'Vérifiez les valeurs et le câble.',
  ],
  'wifi-password': [
    'Le réseau « {ssid} » n’a pas accepté le mot de passe.',
    'Tapez-le à nouveau ; majuscules et minuscules comptent.',
  ],
  'wifi-absent': ['Le réseau « {ssid} » n’est pas à portée.', 'Rapprochez-vous, ou choisissez-en un autre.'],
  'clock-wrong': [
    'L’horloge de cette machine est décalée de {seconds} secondes par rapport à {registry}.',
    'Réglez la date dans le micrologiciel : avec une horloge fausse, les certificats sont refusés.',
  ],
  'stick-absent': ['La clé USB n’est plus là.', 'Branchez-la, puis cherchez à nouveau.'],
  'stick-failed': ['La clé USB {stick} ne peut pas être utilisée : {message}.', 'Essayez-en une autre.'],
  'run-lost': [
    'L’installation a été arrêtée de l’extérieur pendant qu’elle travaillait.',
    'Redémarrez le système live, puis installez à nouveau.',
  ],
  'wifi-server-unchecked': [
    'Le système installé donne le mot de passe de « {ssid} » à tout réseau de ce nom : aucun certificat n’est vérifié.',
    'Ajoutez le certificat de son exploitant dans le système installé.',
  ],
  'autologin-unsupported': [
    'La session de {name} ne peut pas s’ouvrir automatiquement : {why}.',
    'Décochez-le à la page « Compte », ou choisissez un autre système.',
  ],
  'layout-needs-gpt': [
    '{disk} a {table} ; à côté d’autres systèmes, il faut une GPT.',
    'Choisissez un autre disque, ou effacez celui-ci.',
  ],
  'free-space-small': [
    'Le plus grand espace libre de {disk} a {foundBytes} ; il faut {neededBytes}, soit {missingBytes} de plus.',
    'Faites de la place, ou choisissez un autre disque.',
  ],
  'partition-too-small': [
    'La partition pour {role} aurait {foundBytes} ; il faut {neededBytes}.',
    'Donnez-lui plus de place.',
  ],
  'partition-no-room': [
    'Il n’y a pas de place sur {disk} pour {neededBytes} ; le plus grand espace libre a {foundBytes}.',
    'Réduisez la partition, ou faites de la place.',
  ],
  'shrink-bitlocker-suspended': [
    'BitLocker est seulement suspendu sur {partition} : son contenu est toujours chiffré.',
    'Désactivez-le dans Windows et attendez la fin ; ou réduisez-y la partition et utilisez l’espace libre.',
  ],
  'shrink-bitlocker-busy': [
    'BitLocker chiffre {partition} et n’a pas terminé.',
    'Désactivez-le dans Windows et attendez la fin ; ou réduisez-y la partition et utilisez l’espace libre.',
  ],
  'shrink-bitlocker-decrypting': [
    'BitLocker déchiffre {partition} et n’a pas terminé.',
    'Démarrez Windows, attendez la fin, arrêtez-le complètement et revenez.',
  ],
  'shrink-bitlocker': [
    '{partition} est chiffrée par BitLocker ; seul Windows peut la réduire.',
    'Désactivez BitLocker dans Windows et attendez la fin ; ou réduisez-y la partition et utilisez l’espace libre.',
  ],
  'shrink-encrypted': [
    '{partition} est chiffrée et ne peut pas être réduite ici.',
    'Faites de la place depuis son propre système.',
  ],
  'resize-file-system': [
    '{partition} contient {fileSystem}, dont la taille ne peut pas être changée ici.',
    'NTFS, ext4 et btrfs le peuvent.',
  ],
  'shrink-hibernated': [
    'Le système sur {partition} est en veille prolongée et compte retrouver tout en l’état.',
    'Démarrez-le et éteignez-le complètement ; dans Windows, maintenez Maj en choisissant Arrêter.',
  ],
  'shrink-dirty': [
    '{partition} n’a pas été fermée proprement, ou a des erreurs.',
    'Démarrez une fois son système et éteignez-le ; dans Windows, lancez d’abord chkdsk /f.',
  ],
  'shrink-minimum-unknown': [
    'On ne sait pas jusqu’où {partition} peut être réduite.',
    'Réduisez-la depuis son propre système.',
  ],
  'shrink-below-minimum': [
    '{partition} ne peut pas être réduite à {toBytes} : son contenu a besoin de {minimumBytes}.',
    'Laissez-lui plus de place, ou supprimez des fichiers.',
  ],
  'layout-bios-beside': [
    'Cette machine démarre par le BIOS et {disk} a d’autres systèmes : leur chargeur serait perdu.',
    'Passez le micrologiciel en UEFI, choisissez un autre disque, ou effacez celui-ci.',
  ],
  'esp-small': [
    'La partition système EFI {partition} a {foundBytes} libres ; il faut {neededBytes}.',
    'Une nouvelle est créée à côté ; l’ancienne n’est pas touchée.',
  ],
  'volume-torn': [
    '{volume} se trouve sur {lost}, qui disparaît, et sur {staying}, qui reste : son contenu peut être perdu en entier.',
    'Sauvegardez-le d’abord, ou choisissez d’autres disques ou partitions.',
  ],
  'esp-taken': [
    'La partition système EFI {partition} contient le chargeur de {system}, qui ne démarrerait plus.',
    'Créez une autre partition système EFI, ou supprimez-y EFI/debian si rien ne démarre de là.',
  ],
  'esp-copied': [
    'La partition système EFI {partition} a le même UUID que {other}, comme après la copie d’un disque.',
    'Une nouvelle est créée à côté ; l’ancienne n’est pas touchée.',
  ],
  'uuid-twice': [
    '{partition} est conservée, et {other} a le même UUID, comme après la copie d’un disque : au démarrage, l’une serait prise pour l’autre.',
    'Débranchez la copie pour de bon, ou donnez-lui un UUID à elle, et réessayez.',
  ],
  'esp-one-loader': [
    'La partition système EFI {partition} appartient à {system}, qui ne peut pas la partager.',
    'Une nouvelle est créée à côté ; l’ancienne n’est pas touchée.',
  ],
  'layout-not-by-hand': ['Il manque une partition : {role}.', 'Ajoutez-en une.'],
  'layout-engine': [
    'Cette image ne peut pas être installée ainsi.',
    'Choisissez une autre façon, ou une autre image.',
  ],
  'keep-data-file-system': [
    'La racine du système sur {partition} est {found} ; ses fichiers ne peuvent être gardés que sur {fitting}.',
    'Choisissez une autre façon.',
  ],
  'keep-data-locked': [
    '{partition} est chiffrée, et son contenu n’est pas connu.',
    'Saisissez sa phrase de passe ou sa clé de récupération à la page « Répartition ».',
  ],
  'keep-data-wrong-key': [
    'Ce qui a été saisi n’ouvre pas {partition}.',
    'Saisissez la phrase de passe du système qui s’y trouve, ou sa clé de récupération.',
  ],
  'keep-data-closed': ['{partition} n’a pas pu être ouverte : {message}.', 'Choisissez une autre façon.'],
  'kept-cannot-unlock-by': [
    'Le nouveau système ne peut pas ouvrir le disque par {means} : {what}. Il demandera la phrase de passe.',
    'Choisissez un autre système si c’est trop ; le chiffrement reste tel quel.',
  ],
  'keep-data-mounts': [
    'Le système sur {partition} utilise aussi {mounts} depuis ailleurs ; le nouveau ne le fait pas de lui-même.',
    'Rien n’y est perdu : notez d’abord les lignes de ses /etc/fstab et /etc/crypttab, et ajoutez-les au nouveau.',
  ],
  'keep-data-absent': [
    'Le système sur {partition} utilise aussi {mounts}, introuvable sur cette machine ; le nouveau le monte s’il est là, et démarre sans lui sinon.',
    'Branchez-le et regardez à nouveau, s’il doit être vu maintenant.',
  ],
  'keep-data-var': [
    'Le /var du système sur {partition} se trouve sur {device}, que le nouveau ne pourrait pas monter : {why}.',
    'Branchez-le, nommez-le par son UUID dans le /etc/fstab de ce système, ou choisissez une autre disposition.',
  ],
  'keep-data-room': [
    'Le système sur {partition} a {foundBytes} libres ; il faut {neededBytes}.',
    'Supprimez-y des fichiers, ou choisissez une autre façon.',
  ],
  'raid1-lacks': [
    'L’image ne sait pas assembler un miroir : il lui manque {what}.',
    'Choisissez une autre image, ou un seul disque.',
  ],
  'zram-absent': [
    'Le système choisi ne peut pas compresser l’espace d’échange en mémoire.',
    'Choisissez un autre espace d’échange.',
  ],
  'zram-unread': [
    'On ne sait pas si l’image peut compresser l’espace d’échange en mémoire.',
    'Sans cela, le système n’a pas d’espace d’échange et fonctionne quand même.',
  ],
  'fido2-absent': ['Aucune clé de sécurité n’est branchée.', 'Branchez-la, puis regardez à nouveau.'],
  'fido2-several': [
    '{count} clés de sécurité sont branchées ; il en faut une.',
    'Laissez-en une seule, puis regardez à nouveau.',
  ],
  'fido2-pin': [
    'La clé de sécurité demande d’abord son code PIN, qui ne peut pas être saisi ici.',
    'Prenez une clé sans code PIN, ou ajoutez celle-ci dans le système installé.',
  ],
  'fido2-unchecked': [
    'Impossible de savoir si une clé de sécurité est branchée.',
    'Ce sera vérifié avant toute écriture.',
  ],
  'fido2-not-enrolled': [
    'La clé de sécurité n’a pas été enregistrée : {message}.',
    'Laissez-la branchée, touchez-la chaque fois qu’elle clignote, et recommencez ; ou installez sans elle.',
  ],
  'encryption-layout': [
    'Avec cette disposition, tout ne serait pas chiffré.',
    'Choisissez une autre disposition, ou pas de chiffrement.',
  ],
  'encryption-memory': [
    'Cette machine a trop peu de mémoire pour le chiffrement : {foundBytes} sur {neededBytes}.',
    'Ne chiffrez pas ici, ou prenez une machine avec plus de mémoire.',
  ],
  'image-cannot-unlock': [
    'L’image ne peut pas demander de phrase de passe au démarrage : il lui manque {what}.',
    'Choisissez une autre image. On n’installe jamais sans le chiffrement demandé.',
  ],
  'keymap-at-boot-us': [
    'La phrase de passe est demandée sur un clavier américain.',
    'Choisissez-en une que vous pouvez y taper.',
  ],
  'resume-changed': [
    'Ce qui serait installé maintenant sur {disk} n’est pas ce qui a été commencé.',
    'Recommencez.',
  ],
  'recovery-key-unread': [
    'Personne n’a encore conservé la clé de secours.',
    'Conservez-la ; la machine pourra alors redémarrer.',
  ],
  internal: [
    'L’installation elle-même a échoué : {message}.',
    'Merci de le signaler, avec le journal {log}.',
  ],
};
