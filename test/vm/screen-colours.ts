// SPDX-License-Identifier: Apache-2.0
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

/** Counts the colours of a binary PPM with 255 levels, as QEMU writes it (ppm(5), "P6"). */
export async function screenColours(path: string): Promise<Colours> {
  const bytes = await readFile(path);
  const header = /^P6\s(\d+)\s(\d+)\s255\s/.exec(bytes.subarray(0, 64).toString('latin1'));
  if (header === null) throw new Error(`${path} is not a PPM`);
  const [text, width, height] = [header[0], Number(header[1]), Number(header[2])];
  const counts = new Map<number, number>();
  for (let at = text.length; at + 2 < bytes.length; at += 3) {
    const colour = bytes.readUIntBE(at, 3);
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
