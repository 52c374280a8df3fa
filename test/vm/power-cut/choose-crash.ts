// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { WriteEntry } from './write-log.ts';

/** A part of a write that reached the medium, in bytes from the start of the write. */
export interface Piece {
  readonly startBytes: number;
  readonly endBytes: number;
}

/** What a disk holds when the power goes: everything before `durable`, and these parts of what came after. */
export interface Crash {
  readonly seed: number;
  /** Requests with a smaller index had been sent. */
  readonly at: number;
  /** Requests with a smaller index are on the medium: a flush after them was answered. */
  readonly durable: number;
  /** Of the requests between, what reached the medium all the same, in their order. */
  readonly survived: readonly { readonly entry: number; readonly pieces: readonly Piece[] }[];
}

/** Numbers in [0, 1) that only the seed decides: those of a hash, eight at a time. */
export function randomOf(seed: number): () => number {
  let round = 0;
  let left: number[] = [];
  return () => {
    if (left.length === 0) {
      const hash = createHash('sha256').update(`${seed} ${round}`).digest();
      left = Array.from({ length: hash.length / 4 }, (_, index) => hash.readUInt32LE(index * 4) / 2 ** 32);
      round += 1;
    }
    return left.pop() ?? 0;
  };
}

/** The parts of a write of which each sector came through or did not. */
function torn(sizeBytes: number, unit: number, random: () => number): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < sizeBytes; at += unit) {
    if (random() < 0.5) continue;
    const endBytes = Math.min(at + unit, sizeBytes);
    const last = pieces.at(-1);
    if (last?.endBytes === at) pieces[pieces.length - 1] = { startBytes: last.startBytes, endBytes };
    else pieces.push({ startBytes: at, endBytes });
  }
  return pieces;
}

/** Index of the request after the last flush that had been answered before `at`; 0: there was none. */
function durableAt(entries: readonly WriteEntry[], at: number): number {
  for (let index = at - 1; index >= 0; index -= 1) if (entries[index]?.flush === true) return index;
  return 0;
}

/** Requests that a crash may follow, by their indexes; the last one is not among them. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * When the power goes. Half of the seeds take any request, which is mostly while the image is unpacked and while
 * grub-install writes its modules; the others any time between two flushes. For each step of an install alike, see
 * journal-stages.ts: grub-install flushes after each module, which is most flushes of an install.
 */
function chooseTime(
  entries: readonly WriteEntry[],
  seed: number,
  random: () => number,
  { from, to }: Stretch,
): number {
  if (seed % 2 === 1) return from + 1 + Math.floor(random() * (to - from));
  const flushes = entries.flatMap(({ flush }, index) =>
    flush && index >= from && index < to ? [index] : [],
  );
  const ends = [...flushes, to];
  const epoch = Math.floor(random() * ends.length);
  const begin = flushes[epoch - 1] ?? from;
  const end = ends[epoch] ?? to;
  return begin + 1 + Math.floor(random() * Math.max(1, end - begin));
}

/**
 * What becomes of a disk that loses its power at a time that the seed decides: all that was flushed is there, of the
 * rest each write whole, in part by sectors of 512 or 4096 bytes, or not at all. A discard that was not flushed has not
 * happened. within: the whole recording when absent. Pure. Throws RangeError when nothing was written.
 */
export function chooseCrash(
  entries: readonly WriteEntry[],
  seed: number,
  within: Stretch = { from: 0, to: entries.length },
): Crash {
  if (within.to <= within.from) throw new RangeError('nothing was written');
  const random = randomOf(seed);
  const at = Math.min(entries.length, chooseTime(entries, seed, random, within));
  const durable = durableAt(entries, at);
  const unit = random() < 0.5 ? 512 : 4096;
  const survived = entries.slice(durable, at).flatMap((entry, index) => {
    if (entry.sizeBytes === 0 || entry.discard || entry.mark) return [];
    const whole = { startBytes: 0, endBytes: entry.sizeBytes };
    const luck = random();
    const pieces = entry.fua || luck < 0.5 ? [whole] : luck < 0.75 ? [] : torn(entry.sizeBytes, unit, random);
    return pieces.length === 0 ? [] : [{ entry: durable + index, pieces }];
  });
  return { seed, at, durable, survived };
}
