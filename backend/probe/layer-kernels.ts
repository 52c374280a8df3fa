// SPDX-License-Identifier: Apache-2.0
import type { FoundKernel } from '../../core/facts/kernel-problem.ts';
import type { TarHeader } from './tar-header.ts';

const BOOT_FILE = /^usr\/lib\/modules\/([^/]+)\/(?:vmlinuz|initramfs\.img)$/;
/** The directory of kernels and those it is in: nothing else can hide a kernel. */
const ON_THE_WAY = /^(?:usr(?:\/lib(?:\/modules(?:\/.*)?)?)?)?\/?$/;
const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/**
 * Which kernels an image has, from the names in its layers, the lowest first. A whiteout hides what lower layers have,
 * never what its own layer has, wherever it stands in it (OCI image-spec, layer.md, "Whiteouts").
 */
export class LayerKernels {
  #files = new Set<string>();
  /** Merged /usr: a layer may name files by way of the link /lib. */
  #libIsLink = false;

  async addLayer(entries: AsyncIterable<Pick<TarHeader, 'type' | 'name' | 'linkName'>>): Promise<void> {
    const added = new Set<string>();
    const hidden: string[] = [];
    for await (const { type, name, linkName } of entries) {
      const path = this.#libIsLink ? name.replace(/^lib\//, 'usr/lib/') : name;
      const at = path.lastIndexOf('/') + 1;
      const last = path.slice(at);
      if (path === '') continue;
      const hides = hiddenBy(path.slice(0, at), last, type);
      if (hides !== null && ON_THE_WAY.test(hides)) hidden.push(hides);
      if (BOOT_FILE.test(path)) added.add(path);
      if (name === 'lib') this.#libIsLink = type === '2' && /^\/?usr\/lib\/?$/.test(linkName);
    }
    const kept = [...this.#files].filter((path) => !hidden.some((hides) => isHidden(path, hides)));
    this.#files = new Set([...kept, ...added]);
  }

  /** What is there after the layers so far. */
  kernels(): FoundKernel[] {
    const names = [...this.#files].flatMap((path) => BOOT_FILE.exec(path)?.[1] ?? []);
    return [...new Set(names)]
      .filter((name) => this.#files.has(`usr/lib/modules/${name}/vmlinuz`))
      .toSorted()
      .map((name) => ({ name, initramfs: this.#files.has(`usr/lib/modules/${name}/initramfs.img`) }));
  }
}

/** What an entry hides of the layers below it: a path with all below it, or with "/" at its end only what is below. */
function hiddenBy(directory: string, name: string, type: string): string | null {
  if (name === OPAQUE) return directory === '' ? '/' : directory;
  if (name.startsWith(WHITEOUT)) return directory + name.slice(WHITEOUT.length);
  // What is no directory takes the place of what was there; a directory is merged.
  return type === '5' ? null : directory + name;
}

function isHidden(path: string, hides: string): boolean {
  return hides === '/' || path === hides || path.startsWith(hides.endsWith('/') ? hides : `${hides}/`);
}
