// SPDX-License-Identifier: Apache-2.0
import type { EntryReader } from '../tar-entries.ts';
import type { TarHeader } from '../tar-header.ts';
import { isFollowed, isKept, isOfInterest, MAX_TEXT_BYTES, type FileTree } from './file-tree.ts';
import { imagePath } from './image-path.ts';
import { readInitramfs, type InitramfsRead } from './initramfs.ts';
import { PathTree, type TreeEntry } from './path-tree.ts';

/** POSIX typeflags; "7" ("high performance") is a file to everyone. */
const FILES = new Set(['0', '7']);
const HARD_LINK = '1';
const SYMBOLIC_LINK = '2';
const DIRECTORY = '5';

const INITRAMFS = /^usr\/lib\/modules\/[^/]+\/initramfs\.img$/;

/** Layers of ostree-ext have every file here, and its path is a hard link right after it (its tar/export.rs). */
const OSTREE_OBJECTS = 'sysroot/ostree/';

type LayerEntry = TarHeader & { readonly data: Buffer | null };

/** Takes the entries of one layer, in their order. */
export interface Layer {
  /** Whether the data of a file is to be handed over. */
  wantsData(header: TarHeader): boolean;
  /** Who reads the data of a file that is too large to be handed over; null: nobody. */
  readerOf(header: TarHeader): EntryReader | null;
  add(entry: LayerEntry): void;
  end(): void;
}

/** An image's tree, made of its layers; of all paths it has those that say something, and `wanted`. */
export class LayeredTree {
  readonly #tree = new PathTree();
  readonly #wanted: ReadonlySet<string>;
  /** What kept files are other names of, where that was passed over. */
  readonly #passedOver = new Map<string, string>();
  readonly #readsInitramfs: boolean;
  /** What is in each initramfs, by its path; the highest layer that has one counts. */
  readonly #initramfs = new Map<string, InitramfsRead>();
  #unpackedBytes = 0;

  constructor(wanted: ReadonlySet<string>, readsInitramfs = false) {
    this.#wanted = wanted;
    this.#readsInitramfs = readsInitramfs;
  }

  get tree(): FileTree {
    return this.#tree;
  }

  /** What was read of the initramfs at a path; null: nothing was. */
  initramfs(path: string): InitramfsRead | null {
    return this.#initramfs.get(path) ?? null;
  }

  get unpackedBytes(): number {
    return this.#unpackedBytes;
  }

  /**
   * A whiteout hides what lower layers have, never what its own layer has, wherever it stands in it (OCI image-spec,
   * layer.md, "Whiteouts"): so what a layer adds is put into the tree at its end.
   */
  beginLayer(): Layer {
    const added = new Map<string, TreeEntry>();
    let last: { path: string; header: LayerEntry } | null = null;
    const linked = (path: string): TreeEntry | null =>
      last?.path === path ? plainEntry(last.header) : (added.get(path) ?? this.#tree.entry(path));
    const entryOf = (header: LayerEntry, path: string): TreeEntry => {
      if (header.type !== HARD_LINK) return plainEntry(header);
      const target = imagePath(header.linkName);
      const entry = (target === null ? null : linked(target)) ?? { kind: 'file', text: null };
      if (target !== null && entry.kind === 'file' && entry.text === null) this.#passedOver.set(path, target);
      return entry;
    };
    return {
      wantsData: ({ type, sizeBytes, name }) => {
        if (!FILES.has(type) || sizeBytes > MAX_TEXT_BYTES) return false;
        const path = imagePath(name);
        return path !== null && (path.startsWith(OSTREE_OBJECTS) || this.#keeps(path));
      },
      readerOf: ({ type, name }) => {
        const path = imagePath(name);
        if (!this.#readsInitramfs || !FILES.has(type) || path === null || !INITRAMFS.test(path)) return null;
        return async (chunks) => {
          this.#initramfs.set(path, await readInitramfs(chunks));
        };
      },
      add: (header) => {
        if (FILES.has(header.type)) this.#unpackedBytes += header.sizeBytes;
        const path = imagePath(header.name);
        if (path === null || this.#tree.hide(path, header.type === DIRECTORY)) return;
        if (isOfInterest(path) || this.#wanted.has(path)) added.set(path, entryOf(header, path));
        // A layer need not name the directories that its files are in.
        else if (path.startsWith('sysroot/')) added.set('sysroot', { kind: 'directory' });
        else if (path.startsWith('boot/')) added.set('boot', { kind: 'directory' });
        if (header.type !== HARD_LINK) last = { path, header };
      },
      end: () => {
        for (const [path, entry] of added) {
          this.#tree.put(path, entry);
          if (entry.kind === 'link' && isFollowed(path))
            this.#passedOver.set(path, this.#tree.follow(path) ?? path);
        }
      },
    };
  }

  /** Paths whose text is needed for links to them, and that were passed over. */
  missing(): string[] {
    const links = [...this.#passedOver].filter(
      ([path, target]) => this.#keeps(path) && this.#tree.text(path) === null && !this.#wanted.has(target),
    );
    return [...new Set(links.map(([, target]) => target))];
  }

  #keeps(path: string): boolean {
    return isKept(path) || this.#wanted.has(path);
  }
}

/** What a header and its data say by themselves. */
function plainEntry({ type, linkName, data }: LayerEntry): TreeEntry {
  if (type === DIRECTORY) return { kind: 'directory' };
  if (type === SYMBOLIC_LINK) return { kind: 'link', target: linkName };
  return FILES.has(type) ? { kind: 'file', text: data?.toString('utf8') ?? null } : { kind: 'other' };
}
