// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** What can be said of a picture without understanding it. */
export interface Colours {
  readonly width: number;
  readonly height: number;
  /** How many different colours there are: letters with smooth edges have dozens, a text console a few, a blank window one. */
  readonly distinct: number;
  /** The most frequent one as "rrggbb", and its share of the picture, 0 to 1. */
  readonly most: string;
  readonly share: number;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, row by row. */
  readonly pixels: Buffer;
}

/** Reads a binary PPM with 255 levels, as QEMU writes it (ppm(5), "P6"). */
async function readPpm(path: string): Promise<Picture> {
  const bytes = await readFile(path);
  const header = /^P6\s(\d+)\s(\d+)\s255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  if (header === null) throw new Error(`${path} is not a PPM`);
  return {
    width: Number(header[1]),
    height: Number(header[2]),
    pixels: bytes.subarray(header[0].length),
  };
}

/** The same for the same left part of a picture, a share of its width. */
export async function markOfLeft(path: string, share: number): Promise<string> {
  const { width, height, pixels } = await readPpm(path);
  const hash = createHash('sha256');
  const part = Math.floor(width * share) * 3;
  for (let row = 0; row < height; row += 1)
    hash.update(pixels.subarray(row * width * 3, row * width * 3 + part));
  return hash.digest('hex');
}

/** Counts the colours of a PPM. */
export async function screenColours(path: string): Promise<Colours> {
  const { width, height, pixels } = await readPpm(path);
  const counts = new Map<number, number>();
  for (let at = 0; at + 2 < pixels.length; at += 3) {
    const colour = pixels.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const [most, count] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0]);
  return {
    width,
    height,
    distinct: counts.size,
    most: most.toString(16).padStart(6, '0'),
    share: count / (width * height),
  };
}
