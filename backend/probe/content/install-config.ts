// SPDX-License-Identifier: Apache-2.0
import { parse, TomlError } from 'smol-toml';
import * as z from 'zod';
import { rootFileSystem, type InstallConfig } from '../../../core/facts/image-content.ts';
import { imageError } from '../image-error.ts';
import type { FileTree } from './file-tree.ts';

/** Read in this order, files by name; a file in a later directory takes the place of one of the same name. */
const DIRECTORIES = ['usr/lib/bootc/install', 'usr/local/lib/bootc/install', 'etc/bootc/install'];
/** Names of architectures as the kernel has them; images for amd64 are the ones that are installed here. */
const ARCHITECTURE = 'x86_64';

/** All keys that bootc 1.16 knows: it stops at others, newer versions know more. */
const installTable = z.object({
  'root-fs-type': rootFileSystem.optional(),
  filesystem: z.object({ root: z.object({ type: rootFileSystem.optional() }).optional() }).optional(),
  block: z.array(z.enum(['direct', 'tpm2-luks'])).optional(),
  kargs: z.array(z.string()).optional(),
  'karg-deletes': z.array(z.string()).optional(),
  'match-architectures': z.array(z.string()).optional(),
  ostree: z.object({ 'bls-append-except-default': z.string().optional() }).optional(),
  stateroot: z.string().optional(),
  'root-mount-spec': z.string().optional(),
  'boot-mount-spec': z.string().optional(),
  bootupd: z.object({ 'skip-boot-uuid': z.boolean().optional() }).optional(),
  bootloader: z.enum(['grub', 'grub-cc', 'systemd', 'none']).optional(),
  'discoverable-partitions': z.boolean().optional(),
  'enforce-container-sigpolicy': z.boolean().optional(),
});
const installToml = z.object({ install: installTable.optional() });
type Install = z.infer<typeof installTable>;

/** A file's table, and where keys stand that are not known. */
interface Fragment {
  readonly install: Install;
  readonly unknownKeys: readonly string[];
}

function readFragment(file: string, text: string | null): Fragment | null {
  if (text === null)
    throw imageError('image-install-toml', { file, message: 'it cannot be read, or is too large' });
  let toml: unknown;
  try {
    toml = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const message = `line ${error.line}: ${error.message.split('\n', 1)[0] ?? ''}`;
    throw imageError('image-install-toml', { file, message });
  }
  const parsed = installToml.safeParse(toml);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const message = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}`;
    throw imageError('image-install-toml', { file, message });
  }
  const { install } = parsed.data;
  return install === undefined ? null : { install, unknownKeys: leftOut(toml, parsed.data, []) };
}

/** Paths of the keys of `given` that `known` is without, e.g. "install.filesytem". */
function leftOut(given: unknown, known: unknown, path: readonly string[]): string[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return [];
  const kept = new Map(Object.entries(known ?? {}));
  return Object.entries(given).flatMap(([key, value]) =>
    kept.has(key) ? leftOut(value, kept.get(key), [...path, key]) : [[...path, key].join('.')],
  );
}

function merge(fragments: readonly Fragment[]): InstallConfig {
  const tables = fragments.map(({ install }) => install);
  const last = <T>(pick: (table: Install) => T | undefined): T | null =>
    tables.reduce<T | null>((found, table) => pick(table) ?? found, null);
  return {
    // The newer key wins over the older one, whichever file it stands in (config.rs, canonicalize).
    rootFileSystem: last((table) => table.filesystem?.root?.type) ?? last((table) => table['root-fs-type']),
    block: last((table) => table.block) ?? ['direct'],
    bootloader: last((table) => table.bootloader),
    kernelArguments: tables.flatMap((table) => table.kargs ?? []),
    discoverablePartitions: last((table) => table['discoverable-partitions']),
    rootMountSpec: last((table) => table['root-mount-spec']),
    stateroot: last((table) => table.stateroot),
    unknownKeys: fragments.flatMap(({ unknownKeys }) => unknownKeys),
  };
}

/** Paths of the files that count, in the order of their names; a link to /dev/null does away with those before it. */
function filesOf(tree: FileTree): string[] {
  const files = new Map<string, string>();
  for (const directory of DIRECTORIES) {
    for (const name of tree.list(directory)) {
      if (name.startsWith('.') || !name.endsWith('.toml')) continue;
      const path = `${directory}/${name}`;
      if (tree.isFile(path)) files.set(name, path);
      else if (tree.link(path) === '/dev/null') files.delete(name);
    }
  }
  return [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}

/** The merged [install] table (bootc-install-config(5)); null when no file has one. Throws IssueError image-install-toml. */
export function readInstallConfig(tree: FileTree): InstallConfig | null {
  const fragments = filesOf(tree).flatMap((path) => {
    const fragment = readFragment(path, tree.text(path));
    const architectures = fragment?.install['match-architectures'];
    const fits = architectures === undefined || architectures.includes(ARCHITECTURE);
    return fragment !== null && fits ? [fragment] : [];
  });
  return fragments.length === 0 ? null : merge(fragments);
}
