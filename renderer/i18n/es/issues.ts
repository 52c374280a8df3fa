// SPDX-License-Identifier: Apache-2.0
import type { WizardIssues } from '../en-issues.ts';

export const issues: WizardIssues = {
  'image-no-update-ref': [
    'El sistema instalado no sabrá de dónde vienen las actualizaciones.',
    'Indique un registro en «Las actualizaciones vienen de», página «Sistema».',
  ],
  'track-not-registry': [
    'Las actualizaciones vendrían de {track}, que debe seguir estando en el sistema instalado.',
    'Indique un registro en «Las actualizaciones vienen de», página «Sistema».',
  ],
  'image-untrusted': [
    'Nadie responde por esta imagen: no se comprobó ninguna firma.',
    'Siga solo si confía en su origen.',
  ],
  'updates-unsigned': [
    'No se comprobarán las firmas de las actualizaciones de {track}.',
    'Siga solo si confía en su origen.',
  ],
  'image-missing': ['No se eligió ningún sistema.', 'Elija uno en la página «Sistema».'],
  'image-not-found': ['No se puede leer la imagen {source}: {message}.', 'Compruebe su referencia.'],
  'image-not-bootable': ['{source} no es un sistema que pueda arrancar: {reason}.', 'Elija otro.'],
  'image-wrong-arch': ['La imagen es para {found}; este equipo es {expected}.', 'Elija otra.'],
  'image-digest-mismatch': [
    'La imagen tiene la huella {found}; se esperaba {expected}.',
    'No se escribió nada. Puede que alguien la haya cambiado; elija otra.',
  ],
  'image-damaged': [
    'La imagen está dañada: {what}.',
    'No se escribió nada. Cree de nuevo el medio, o traiga la imagen otra vez.',
  ],
  'image-no-loader': [
    'La imagen no tiene cargador para {firmware} ({missing}).',
    'Elija otra imagen, o cambie el modo del firmware.',
  ],
  'image-lacks': ['A la imagen le falta {what}: {effect}.', 'Elija otra.'],
  'image-unchecked': [
    'La imagen {source} aún no se ha examinado: {reason}.',
    'Se comprueba antes de escribir nada.',
  ],
  'image-content-unread': [
    'Lo que hay en {source} no se sabe hasta traerlo; no se puede comprobar.',
    'Elija una imagen que esté en el medio.',
  ],
  'bootc-not-in-image': ['Ni la imagen ni este sistema tienen bootc.', 'Elija otra imagen.'],
  'secure-boot-unsigned': [
    'Secure Boot está activo, y {whose} no trae un {loader} firmado: el disco no arrancaría.',
    'Elija otra imagen, o desactive Secure Boot en el firmware.',
  ],
  'registry-unreachable': [
    'El registro de {source} no responde: {message}.',
    'Compruebe la red, el proxy, el reloj y el nombre.',
  ],
  'registry-auth': ['El registro de {source} pide una contraseña.', 'Inicie sesión en la página «Sistema».'],
  'file-system-engine': ['Esta imagen no se puede instalar en {rootFileSystem}.', 'Elija entre: {fitting}.'],
  'file-system-verity': ['La imagen pide fs-verity, que {rootFileSystem} no tiene.', 'Elija ext4 o btrfs.'],
  'disk-none': ['No hay ningún disco donde instalar.', 'Conecte uno de al menos {neededBytes}.'],
  'disk-not-found': ['El disco elegido no está ({wanted}).', 'Elija de nuevo en la página «Disco».'],
  'disk-too-small': [
    '{disk} tiene {foundBytes}; hacen falta {neededBytes}, es decir, {missingBytes} más.',
    'Elija un disco más grande o una imagen más pequeña.',
  ],
  'disk-busy': ['{disk} está en uso: {holders}.', 'Reinicie el sistema live, o elija otro disco.'],
  'disk-no-identity': [
    '{disk} no tiene número de serie ni otro nombre duradero.',
    'Solo se distingue por su lugar y su tamaño; mire dos veces.',
  ],
  'disk-changed': [
    '{disk} ya no es el disco previsto: {what}.',
    'No se escribió nada. Mire los discos otra vez.',
  ],
  'disk-4k-bios': [
    '{disk} tiene sectores de {sectorBytes} bytes, de los que un BIOS no puede arrancar.',
    'Use UEFI.',
  ],
  'user-no-login': [
    'Nadie podría iniciar sesión: no hay contraseña ni clave SSH.',
    'Elija una en la página «Cuenta».',
  ],
  'user-reserved': ['El sistema usa el nombre «{name}».', 'Elija otro nombre de usuario.'],
  'secret-missing': [
    'La instalación ya no tiene su contraseña.',
    'Escríbala otra vez en la página «Cuenta».',
  ],
  'locale-absent': ['La imagen no tiene el idioma «{locale}».', 'Tiene: {available}.'],
  'locale-unchecked': [
    'La imagen no dice qué idiomas tiene.',
    'Si «{locale}» no está, el sistema instalado habla inglés.',
  ],
  'keymap-unknown': [
    'No se conoce un mapa de consola para el teclado «{layout}».',
    'Al arrancar y en las consolas de texto escribirá con un teclado de EE. UU.',
  ],
  'keymap-absent': ['La imagen no tiene el mapa «{keymap}» para consolas de texto.', 'Elija otro teclado.'],
  'firmware-unchecked': ['El firmware aún no se pudo examinar.', 'Se comprueba antes de escribir nada.'],
  'disks-unchecked': ['No se pueden leer los discos: {reason}.', 'Reinicie el sistema live.'],
  'memory-low': [
    'Este equipo tiene {foundBytes} de memoria; se desean {neededBytes}.',
    'La instalación puede ser lenta o fallar.',
  ],
  'power-battery': ['El equipo funciona con batería.', 'Conecte el cable de corriente.'],
  'no-space': ['No queda sitio en {where}.', 'Elija un disco más grande.'],
  'command-failed': ['Un paso falló: {step}.', 'El comando era: {command}. Sus últimas palabras: {detail}'],
  'proof-failed': [
    'El sistema terminado no pasó la comprobación de su arranque: {what}.',
    'No se fíe de este disco; guarde un informe e instale de nuevo.',
  ],
  'plan-changed': ['Algo ha cambiado desde que se mostró el plan.', 'Mire el plan nuevo y confírmelo.'],
  'run-active': ['Hay otra instalación en marcha.', 'Espere a que acabe, o cancélela.'],
  'service-failed': [
    'La propia instalación falló en «{verb}».',
    'Inténtelo de nuevo; si sigue igual, guarde un informe.',
  ],
  'network-unmanaged': [
    'La red de este sistema se configura fuera de la instalación.',
    'No puede cambiarse aquí.',
  ],
  'network-failed': [
    'No se pudo configurar la tarjeta de red {device}: {message}.',
    'Compruebe los valores y el cable.',
  ],
  'wifi-password': [
    'La red «{ssid}» no aceptó la contraseña.',
    'Escríbala de nuevo; mayúsculas y minúsculas cuentan.',
  ],
  'wifi-absent': ['La red «{ssid}» no está al alcance.', 'Acérquese, o elija otra.'],
  'clock-wrong': [
    'El reloj de este equipo está a {seconds} segundos del de {registry}.',
    'Ajuste la fecha en el firmware: con el reloj mal, los certificados se rechazan.',
  ],
  'stick-absent': ['La memoria USB ya no está.', 'Conéctela y busque de nuevo.'],
  'stick-failed': ['No se puede usar la memoria USB {stick}: {message}.', 'Pruebe con otra.'],
  'run-lost': [
    'La instalación fue detenida desde fuera mientras trabajaba.',
    'Reinicie el sistema live e instale de nuevo.',
  ],
  'wifi-server-unchecked': [
    'El sistema instalado da la contraseña de «{ssid}» a cualquier red con ese nombre: no se comprueba ningún certificado.',
    'Añada el certificado de su operador en el sistema instalado.',
  ],
  'autologin-unsupported': [
    'No se puede iniciar la sesión de {name} automáticamente: {why}.',
    'Desmárquelo en la página «Cuenta», o elija otro sistema.',
  ],
  'layout-needs-gpt': [
    '{disk} tiene {table}; junto a otros sistemas hace falta una GPT.',
    'Elija otro disco, o borre este.',
  ],
  'free-space-small': [
    'El mayor espacio libre de {disk} tiene {foundBytes}; hacen falta {neededBytes}, {missingBytes} más.',
    'Haga sitio, o elija otro disco.',
  ],
  'partition-too-small': [
    'La partición para {role} tendría {foundBytes}; hacen falta {neededBytes}.',
    'Dele más sitio.',
  ],
  'partition-no-room': [
    'En {disk} no hay sitio para {neededBytes}; el mayor espacio libre tiene {foundBytes}.',
    'Hágala más pequeña, o haga sitio.',
  ],
  'shrink-bitlocker-suspended': [
    'BitLocker solo está suspendido en {partition}: lo que contiene sigue cifrado.',
    'Desactívelo en Windows y espere a que termine; o reduzca allí la partición y use el espacio libre.',
  ],
  'shrink-bitlocker-busy': [
    'BitLocker está cifrando {partition} y no ha terminado.',
    'Desactívelo en Windows y espere a que termine; o reduzca allí la partición y use el espacio libre.',
  ],
  'shrink-bitlocker-decrypting': [
    'BitLocker está descifrando {partition} y no ha terminado.',
    'Inicie Windows, espere a que termine, apáguelo del todo y vuelva.',
  ],
  'shrink-bitlocker': [
    '{partition} está cifrada con BitLocker y solo Windows puede reducirla.',
    'Desactive BitLocker en Windows y espere a que termine; o reduzca allí la partición y use el espacio libre.',
  ],
  'shrink-encrypted': [
    '{partition} está cifrada y aquí no se puede reducir.',
    'Haga sitio desde su propio sistema.',
  ],
  'resize-file-system': [
    '{partition} contiene {fileSystem}, cuyo tamaño aquí no se puede cambiar.',
    'Se puede con NTFS, ext4 y btrfs.',
  ],
  'shrink-hibernated': [
    'El sistema de {partition} está hibernado y cuenta con encontrarlo como lo dejó.',
    'Arránquelo y apáguelo del todo; en Windows, con Mayús pulsada al elegir Apagar.',
  ],
  'shrink-dirty': [
    '{partition} no se cerró limpiamente, o tiene errores.',
    'Arranque una vez su sistema y apáguelo; en Windows, antes chkdsk /f.',
  ],
  'shrink-minimum-unknown': [
    'No se sabe hasta dónde se puede reducir {partition}.',
    'Redúzcala desde su propio sistema.',
  ],
  'shrink-below-minimum': [
    '{partition} no se puede reducir a {toBytes}: su contenido necesita {minimumBytes}.',
    'Déjele más sitio, o quite archivos.',
  ],
  'layout-bios-beside': [
    'Este equipo arranca por BIOS y {disk} tiene otros sistemas: se perdería su cargador.',
    'Cambie el firmware a UEFI, elija otro disco, o borre este.',
  ],
  'esp-small': [
    'La partición del sistema EFI {partition} tiene {foundBytes} libres; hacen falta {neededBytes}.',
    'Se crea una nueva al lado; la antigua no se toca.',
  ],
  'volume-torn': [
    '{volume} está en {lost}, que desaparece, y en {staying}, que se queda: su contenido puede perderse por completo.',
    'Guárdelo antes, o elija otros discos o particiones.',
  ],
  'esp-taken': [
    'La partición del sistema EFI {partition} tiene el cargador de {system}, que ya no arrancaría.',
    'Cree otra partición del sistema EFI, o quite EFI/debian de esta si nada arranca desde ahí.',
  ],
  'esp-copied': [
    'La partición del sistema EFI {partition} tiene el mismo UUID que {other}, como tras copiar un disco.',
    'Se crea una nueva al lado; la antigua no se toca.',
  ],
  'uuid-twice': [
    '{partition} se conserva y {other} tiene el mismo UUID, como tras copiar un disco: al arrancar se tomaría una por la otra.',
    'Desconecte la copia y déjela así, o dele un UUID propio, y vuelva a intentarlo.',
  ],
  'esp-one-loader': [
    'La partición del sistema EFI {partition} es de {system}, que no puede compartirla.',
    'Se crea una nueva al lado; la antigua no se toca.',
  ],
  'layout-not-by-hand': ['Falta una partición: {role}.', 'Añada una.'],
  'layout-engine': ['Esta imagen no se puede instalar así.', 'Elija otra forma, u otra imagen.'],
  'keep-data-file-system': [
    'La raíz del sistema en {partition} es {found}; sus archivos solo se pueden conservar en {fitting}.',
    'Elija otra forma.',
  ],
  'keep-data-locked': [
    '{partition} está cifrada y no se sabe qué contiene.',
    'Escriba su frase de contraseña o su clave de recuperación en la página «Reparto».',
  ],
  'keep-data-wrong-key': [
    'Lo que se escribió no abre {partition}.',
    'Escriba la frase de contraseña del sistema que contiene, o su clave de recuperación.',
  ],
  'keep-data-closed': ['No se pudo abrir {partition}: {message}.', 'Elija otra forma.'],
  'kept-cannot-unlock-by': [
    'El sistema nuevo no puede abrir el disco por {means}: {what}. Pedirá la frase de contraseña.',
    'Elija otro sistema si eso es demasiado; el cifrado se queda como está.',
  ],
  'keep-data-mounts': [
    'El sistema de {partition} usa también {mounts} de otro lugar; el nuevo no lo hace por sí solo.',
    'Allí no se pierde nada: anote antes las líneas de sus /etc/fstab y /etc/crypttab, y añádalas al nuevo.',
  ],
  'keep-data-absent': [
    'El sistema de {partition} usa también {mounts}, que no se encontró en esta máquina; el nuevo lo monta cuando está, y si no arranca sin ello.',
    'Conéctelo y mire de nuevo, si debe verse ahora.',
  ],
  'keep-data-var': [
    'El /var del sistema de {partition} está en {device}, que el nuevo no podría montar: {why}.',
    'Conéctelo, nómbrelo por su UUID en el /etc/fstab de ese sistema, o elija otra distribución.',
  ],
  'keep-data-room': [
    'El sistema de {partition} tiene {foundBytes} libres; hacen falta {neededBytes}.',
    'Quite archivos de allí, o elija otra forma.',
  ],
  'raid1-lacks': [
    'La imagen no puede montar un espejo: le falta {what}.',
    'Elija otra imagen, o un solo disco.',
  ],
  'zram-absent': [
    'El sistema elegido no puede comprimir el intercambio en la memoria.',
    'Elija otro tipo de intercambio.',
  ],
  'zram-unread': [
    'No se sabe si la imagen puede comprimir el intercambio en la memoria.',
    'Sin ello el sistema no tiene intercambio y funciona igual.',
  ],
  'fido2-absent': ['No hay ninguna llave de seguridad conectada.', 'Conéctela y mire otra vez.'],
  'fido2-several': [
    'Hay {count} llaves de seguridad conectadas; hace falta una.',
    'Deje una conectada y mire otra vez.',
  ],
  'fido2-pin': [
    'La llave de seguridad pide primero su PIN, que no se puede escribir aquí.',
    'Use una llave sin PIN, o añada esta en el sistema instalado.',
  ],
  'fido2-unchecked': [
    'No se pudo leer si hay una llave de seguridad conectada.',
    'Se mira otra vez antes de escribir nada.',
  ],
  'fido2-not-enrolled': [
    'La llave de seguridad no se registró: {message}.',
    'Déjela conectada, tóquela cada vez que parpadee y empiece de nuevo; o instale sin ella.',
  ],
  'encryption-layout': [
    'Con esta disposición no quedaría todo cifrado.',
    'Elija otra disposición, o sin cifrado.',
  ],
  'encryption-memory': [
    'Este equipo tiene poca memoria para el cifrado: {foundBytes} de {neededBytes}.',
    'No cifre aquí, o use un equipo con más memoria.',
  ],
  'image-cannot-unlock': [
    'La imagen no puede pedir una frase al arrancar: le falta {what}.',
    'Elija otra imagen. Nunca se instala sin el cifrado pedido.',
  ],
  'keymap-at-boot-us': ['La frase se pide con teclado de EE. UU.', 'Elija una que pueda escribir allí.'],
  'resume-changed': ['Lo que se instalaría ahora en {disk} no es lo que se empezó.', 'Empiece de nuevo.'],
  'recovery-key-unread': [
    'Nadie ha guardado aún la clave de recuperación.',
    'Guárdela; entonces se podrá reiniciar el equipo.',
  ],
  internal: ['La propia instalación falló: {message}.', 'Por favor, informe de ello, con el registro {log}.'],
};
