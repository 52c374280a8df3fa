// SPDX-License-Identifier: Apache-2.0

/** Title and description of every setting of the answer file, by its place; "[]" stands for any item of a list. */
const descriptions: Record<string, readonly [title: string, description: string]> = {
  '': [
    'ParticleOS answer file',
    'What a person chose for an install, version 1. What is left out has a default.',
  ],
  version: ['Version', 'Version of this format: 1.'],
  disk: ['Disk', 'The disk to install on; all of it is erased. Exactly one of serial, wwn, byId and only.'],
  'disk.serial': ['Serial number', 'Serial number of the disk, as `particleos-installer facts` prints it.'],
  'disk.wwn': ['World wide name', 'World wide name of the disk, e.g. "0x5000c500a1b2c3d4".'],
  'disk.byId': ['Name in /dev/disk/by-id', 'Name below /dev/disk/by-id, e.g. "nvme-VENDOR_MODEL_SERIAL".'],
  'disk.only': ['The only disk', 'true: the one disk of the machine; refused when there are several.'],
  image: ['Image', 'The image of the operating system. Left out: the one on the live medium.'],
  'image.source': [
    'Source',
    'Where the image is read from: registry:HOST/NAME:TAG, oci:/DIRECTORY, oci-archive:/FILE or containers-storage:NAME.',
  ],
  'image.digest': [
    'Digest',
    'Digest the image must have, "sha256:" and 64 hexadecimal digits: of its manifest, or of the list of architectures it is in.',
  ],
  'image.track': [
    'Update reference',
    'What the installed system follows for updates, usually registry:HOST/NAME:TAG.',
  ],
  'image.authFile': ['Registry passwords', 'Absolute path of a containers-auth.json(5) file.'],
  'image.certDir': ['Registry certificates', 'Absolute path of a directory as in containers-certs.d(5).'],
  'image.keepAccess': [
    'Keep the access',
    'true: updates may use what authFile and certDir hold for the registry of track, and the proxy; root alone can read the passwords there.',
  ],
  'image.signature': [
    'Signature',
    'Who must have signed the image, and every update after it. Exactly one of publicKey and policy.',
  ],
  'image.signature.publicKey': [
    'Public key',
    'Absolute path of a sigstore (cosign) public key, PEM. Only images signed with it are accepted.',
  ],
  'image.signature.policy': ['Policy', 'Absolute path of a containers-policy.json(5) of your own.'],
  'image.proxy': ['Proxy', 'http or https proxy for the registry.'],
  hostname: ['Host name', 'Name of the installed machine, at most 64 characters.'],
  locale: ['Language', 'Locale of the installed system, e.g. "de_DE.UTF-8".'],
  keyboard: ['Keyboard', 'Keyboard of the installed system, its console and its boot prompt.'],
  'keyboard.layout': ['Layout', 'XKB layout, e.g. "de".'],
  'keyboard.variant': ['Variant', 'XKB variant, e.g. "nodeadkeys".'],
  'keyboard.keymap': [
    'Console keymap',
    'Keymap of the text console, e.g. "de-latin1"; follows from the layout.',
  ],
  timezone: ['Time zone', 'Name from tzdata, e.g. "Europe/Berlin".'],
  users: ['Users', 'People who may log in.'],
  'users[]': ['User', 'One user; passwordHash and passwordSecret exclude each other.'],
  'users[].name': [
    'User name',
    'A small letter first, then small letters, digits, "-" and "_", at most 32 characters.',
  ],
  'users[].fullName': ['Full name', 'Name shown at the login screen.'],
  'users[].passwordHash': ['Password hash', 'crypt(5) hash, e.g. from `mkpasswd --method=yescrypt`.'],
  'users[].passwordSecret': [
    'Password secret',
    'Name of a secret handed over at apply time and hashed there.',
  ],
  'users[].sshKeys': ['SSH keys', 'Public keys that may log in.'],
  'users[].sshKeys[]': ['SSH key', 'One line of an OpenSSH public key file.'],
  'users[].groups': ['Groups', 'Further groups of the user; they must exist in the image.'],
  'users[].groups[]': ['Group', 'Name of a group of the image.'],
  'users[].sudo': ['Administrator', 'true: the user may administer the system with sudo.'],
  'users[].autologin': [
    'Log in automatically',
    'true: the user is logged in when the system starts. One user at most, and the image must be able to.',
  ],
  network: ['Network', 'Connections. Wired ones that are left out are set up automatically.'],
  'network[]': ['Connection', 'One connection, written as a NetworkManager keyfile.'],
  'network[].name': ['Connection name', 'Name of the connection and of its file.'],
  'network[].interface': ['Interface', 'Name of the network interface; left out: any of its kind.'],
  'network[].wifi': ['Wireless network', 'A wireless network to enter; left out: the connection is wired.'],
  'network[].wifi.ssid': ['Network name', 'SSID of the network, at most 32 bytes.'],
  'network[].wifi.hidden': ['Hidden', 'true: the network does not tell its name.'],
  'network[].wifi.security': [
    'Security',
    'open, personal (WPA with one password) or enterprise (user name and password, PEAP with MSCHAPv2).',
  ],
  'network[].wifi.identity': ['User name', 'User name for an enterprise network.'],
  'network[].wifi.passwordSecret': [
    'Password secret',
    'Name of a secret handed over at apply time; root alone can read it on the installed system.',
  ],
  'network[].addresses': ['Addresses', 'Fixed addresses. Left out: from DHCP and router advertisements.'],
  'network[].addresses[]': ['Address', 'Address and prefix length, e.g. "192.0.2.10/24".'],
  'network[].gateway': ['Gateway', 'Address of the default gateway.'],
  'network[].dns': ['Name servers', 'Addresses of DNS servers.'],
  'network[].dns[]': ['Name server', 'IPv4 or IPv6 address.'],
  kernelArguments: ['Kernel arguments', 'Further arguments on the kernel command line.'],
  'kernelArguments[]': ['Kernel argument', 'One argument without blanks, e.g. "console=ttyS0".'],
  rootFileSystem: ['File system', 'ext4, btrfs or xfs; left out: as the image asks for.'],
  install: ['Way of installing', 'Left out: chosen by what the image and the live system offer.'],
  'install.engine': ['Engine', 'bootc or ostree: who writes the system to the disk.'],
  'install.carrier': ['Carrier', 'Whose bootc runs: that of the image, or that of the live system (host).'],
  'install.verb': ['Verb', 'to-disk: bootc lays out the disk; to-filesystem: the installer does.'],
  after: ['Afterwards', 'What to do when the install is done: reboot, poweroff or stay.'],
};

/** Texts for a setting such as "users[].name"; null when there is none. */
export function describeSetting(setting: string): { title: string; description: string } | null {
  const found = descriptions[setting];
  return found === undefined ? null : { title: found[0], description: found[1] };
}
