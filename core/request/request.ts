// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { rootFileSystem } from '../facts/image-content.ts';
import { diskSelector } from './disk-selector.ts';
import { imageReference } from './image-reference.ts';
import { fileSystemRequest, layoutRequest, swapRequest } from './layout-request.ts';
import { lineOfText } from './line-of-text.ts';
import { utf8Bytes } from './utf8-bytes.ts';

/** An absolute path of a file or directory. */
const absolutePath = z.string().regex(/^\/\P{Cc}*$/u, 'an absolute path such as /run/auth.json');

/** Linux user as asked for. At most one of passwordHash and passwordSecret. */
export const userRequest = z.strictObject({
  name: lineOfText,
  fullName: z
    .string()
    .regex(/^[^:,\p{Cc}]*$/u, 'no colon, comma or line break')
    .optional(),
  /** crypt(5) hash, e.g. from `mkpasswd --method=yescrypt`. */
  passwordHash: z
    .string()
    .regex(/^\$[0-9a-z]+\$[^:\s]+$/, 'a crypt(5) hash like "$y$...", as mkpasswd prints')
    // Someone will write the password itself here: messages must not repeat it.
    .meta({ writeOnly: true })
    .optional(),
  /** Name of a secret handed over at apply time; hashed there. */
  passwordSecret: lineOfText.optional(),
  sshKeys: z
    .array(z.string().regex(/^(ssh|ecdsa|sk)-\S+ \S+( \P{Cc}*)?$/u, 'a line of an OpenSSH public key file'))
    .optional(),
  groups: z.array(z.string().regex(/^[a-z_][a-z0-9_-]*$/, 'a group name')).optional(),
  sudo: z.boolean().optional(),
  /** Logged in when the system starts, without a password; one user at most. */
  autologin: z.boolean().optional(),
});
export type UserRequest = z.infer<typeof userRequest>;

/** What vouches for the image: a public key it must be signed with, or a policy of one's own. */
export const signatureRequest = z.union([
  z.strictObject({ publicKey: absolutePath }),
  z.strictObject({ policy: absolutePath }),
]);
export type SignatureRequest = z.infer<typeof signatureRequest>;

export const imageRequest = z.strictObject({
  /** transport:reference; absent: the image on the live medium. */
  source: imageReference.optional(),
  /** The digest that is accepted, nothing else: of the manifest, or of a list of architectures it is in. */
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/, 'sha256: and 64 hexadecimal digits')
    .optional(),
  /** What the installed system follows for updates. */
  track: imageReference.optional(),
  /** containers-auth.json(5) file for the registry. */
  authFile: absolutePath.optional(),
  /** Directory of CA certificates for the registry, containers-certs.d(5). */
  certDir: absolutePath.optional(),
  /** Who must have signed the image and every update. */
  signature: signatureRequest.optional(),
  /** Put what authFile and certDir hold for the followed registry, and the proxy, into the installed system, for updates. */
  keepAccess: z.boolean().optional(),
  /** http(s) proxy for the registry. */
  proxy: z
    .string()
    .regex(/^https?:\/\/[^\s/\p{Cc}]+\/?$/u, 'a URL such as http://proxy.example.org:3128')
    // It may hold a password.
    .meta({ writeOnly: true })
    .optional(),
});

const label = '[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';

/** A wireless network that the installed system enters by itself. */
export const wifiConnection = z.strictObject({
  ssid: lineOfText.refine((text) => utf8Bytes(text).length <= 32, 'at most 32 bytes'),
  /** It does not tell its name: it is asked for by name. */
  hidden: z.boolean().optional(),
  /** personal: one password for all (WPA). enterprise: a user name and a password (PEAP with MSCHAPv2). */
  security: z.enum(['open', 'personal', 'enterprise']),
  identity: lineOfText.optional(),
  /** Name of a secret handed over at apply time; written into the keyfile, which root alone can read. */
  passwordSecret: lineOfText.optional(),
});
export type WifiConnection = z.infer<typeof wifiConnection>;

/** A connection of the installed system, written as a NetworkManager keyfile. Without any: wired ones, automatic. */
export const networkRequest = z.strictObject({
  name: z
    .string()
    .regex(/^\w[\w.-]{0,63}$/, 'at most 64 letters, digits, ".", "_" and "-", no "." or "-" first'),
  interface: z
    .string()
    .regex(/^[^\s/\p{Cc}]{1,15}$/u, 'an interface name')
    .optional(),
  /** Absent: a wired connection. */
  wifi: wifiConnection.optional(),
  addresses: z.array(z.union([z.cidrv4(), z.cidrv6()])).optional(),
  gateway: z.union([z.ipv4(), z.ipv6()]).optional(),
  dns: z.array(z.union([z.ipv4(), z.ipv6()])).optional(),
});
export type NetworkRequest = z.infer<typeof networkRequest>;

/** Which program writes the system to the disk, and how; chosen by the image and the live system when absent. */
export const installRequest = z.strictObject({
  engine: z.enum(['bootc', 'ostree']).optional(),
  /** Whose bootc: that of the image in a container, or that of the live system. */
  carrier: z.enum(['image', 'host']).optional(),
  verb: z.enum(['to-disk', 'to-filesystem']).optional(),
});

/**
 * What a person chose: the answer file, version 1. Only what was set is here;
 * defaults are a function of facts (core/plan/settings.ts).
 */
export const requestSchema = z.strictObject({
  version: z.literal(1),
  disk: diskSelector,
  /** Left out: all of the disk is erased. */
  layout: layoutRequest.optional(),
  image: imageRequest.optional(),
  hostname: z
    .string()
    .max(64)
    .regex(new RegExp(`^${label}(\\.${label})*$`), 'letters, digits and "-", labels of at most 63 characters')
    .optional(),
  locale: z
    .string()
    .regex(/^([a-z]{2,3}(_[A-Z]{2})?(\.UTF-8)?(@[a-z]+)?|C\.UTF-8)$/, 'like de_DE.UTF-8')
    .optional(),
  keyboard: z
    .strictObject({
      /** XKB layout, e.g. "de". */
      layout: z.string().regex(/^[a-z]{2,8}$/, 'an XKB layout such as "de"'),
      variant: z
        .string()
        .regex(/^[\w-]+$/, 'an XKB variant')
        .optional(),
      /** Console keymap for the text console and the boot prompt; derived from the layout when absent. */
      keymap: z
        .string()
        .regex(/^[\w.+-]+$/, 'a console keymap name')
        .optional(),
    })
    .optional(),
  timezone: lineOfText.optional(),
  users: z.array(userRequest).optional(),
  network: z.array(networkRequest).optional(),
  /** File system of the root; the image's own choice when absent. */
  rootFileSystem: rootFileSystem.optional(),
  fileSystem: fileSystemRequest.optional(),
  swap: swapRequest.optional(),
  install: installRequest.optional(),
  kernelArguments: z.array(z.string().regex(/^[\x21-\x7e]+$/, 'no blanks or control characters')).optional(),
  after: z.enum(['reboot', 'poweroff', 'stay']).optional(),
});
export type Request = z.infer<typeof requestSchema>;
