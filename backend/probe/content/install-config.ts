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

/** The keys that matter here. bootc refuses unknown ones itself, and newer versions know more: they are passed over. */
const installToml = z.object({
  install: z
    .object({
      'match-architectures': z.array(z.string()).optional(),
      'root-fs-type': rootFileSystem.optional(),
      filesystem: z.object({ root: z.object({ type: rootFileSystem.optional() }).optional() }).optional(),
      block: z.array(z.string()).optional(),
      kargs: z.array(z.string()).optional(),
      bootloader: z.string().optional(),
      'discoverable-partitions': z.boolean().optional(),
      'root-mount-spec': z.string().optional(),
      stateroot: z.string().optional(),
    })
    .optional(),
});
type Install = NonNullable<z.infer<typeof installToml>['install']>;

function readFile(path: string, text: string): Install | null {
  try {
    const parsed = installToml.safeParse(parse(text));
    if (parsed.success) return parsed.data.install ?? null;
    const [issue] = parsed.error.issues;
    throw imageError('image-install-toml', {
      file: path,
      message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}`,
    });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const message = `line ${error.line}: ${error.message.split('\n', 1)[0] ?? ''}`;
    throw imageError('image-install-toml', { file: path, message });
  }
}

function merge(tables: readonly Install[]): InstallConfig {
  const last = <T>(pick: (table: Install) => T | undefined): T | null =>
    tables.reduce<T | null>((found, table) => pick(table) ?? found, null);
  return {
    rootFileSystem: last((table) => table.filesystem?.root?.type ?? table['root-fs-type']),
    block: last((table) => table.block) ?? [],
    bootloader: last((table) => table.bootloader),
    kernelArguments: tables.flatMap((table) => table.kargs ?? []),
    discoverablePartitions: last((table) => table['discoverable-partitions']),
    rootMountSpec: last((table) => table['root-mount-spec']),
    stateroot: last((table) => table.stateroot),
  };
}

/** The merged [install] table (bootc-install-config(5)); null when no file has one. Throws IssueError image-install-toml. */
export function readInstallConfig(tree: FileTree): InstallConfig | null {
  const files = new Map(
    DIRECTORIES.flatMap((directory) =>
      tree
        .list(directory)
        .filter((name) => name.endsWith('.toml'))
        .map((name) => [name, `${directory}/${name}`] as const),
    ),
  );
  const tables = [...files]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, path]) => {
      const table = readFile(path, tree.text(path) ?? '');
      const archs = table?.['match-architectures'];
      return table === null || (archs !== undefined && !archs.includes(ARCHITECTURE)) ? [] : [table];
    });
  return tables.length === 0 ? null : merge(tables);
}
