// SPDX-License-Identifier: Apache-2.0
import { createReadStream } from 'node:fs';

/** Which of some texts stand anywhere in a file, e.g. in a raw disk. Memory is constant. */
export async function fileHolds(path: string, texts: readonly string[]): Promise<string[]> {
  const overlap = Math.max(...texts.map((text) => Buffer.byteLength(text)));
  const found = new Set<string>();
  let tail = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, {
    highWaterMark: 4 * 1024 * 1024,
  }) as AsyncIterable<Buffer>) {
    const window = Buffer.concat([tail, chunk]);
    for (const text of texts) if (window.includes(text)) found.add(text);
    tail = window.subarray(-overlap);
  }
  return [...found];
}
