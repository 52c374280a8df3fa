// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/**
 * A line of a layer's tar-split file (vbatts/tar-split, tar/storage/entry.go): 1 stands for a file whose bytes are
 * elsewhere, 2 brings bytes of the archive itself, headers and padding, in base64.
 */
const line = z.discriminatedUnion('type', [
  z.object({
    type: z.literal(1),
    name: z.string().default(''),
    /** Base64, for names that are no UTF-8. */
    name_raw: z.string().nullish(),
    size: z.number().int().nonnegative().default(0),
  }),
  z.object({ type: z.literal(2), payload: z.string() }),
]);

const NEWLINE = 0x0a;
const ZEROS = Buffer.alloc(1024 * 1024);

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8');
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) rest.push(chunk.subarray(start));
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString('utf8');
}

/**
 * The archive that a layer was unpacked from, as a stream: headers as they were, the files that `fileOf` gives, and
 * zeros for the others. Throws when a line is none, or a file has another size.
 */
export async function* joinTarSplit(
  chunks: AsyncIterable<Buffer>,
  fileOf: (name: string, sizeBytes: number) => Promise<Buffer | null>,
): AsyncGenerator<Buffer> {
  for await (const text of linesOf(chunks)) {
    const entry = line.parse(JSON.parse(text));
    if (entry.type === 2) {
      yield Buffer.from(entry.payload, 'base64');
      continue;
    }
    const name = entry.name_raw == null ? entry.name : Buffer.from(entry.name_raw, 'base64').toString('utf8');
    const file = entry.size === 0 ? null : await fileOf(name, entry.size);
    if (file !== null) {
      if (file.length !== entry.size)
        throw new Error(`${name} has ${file.length} bytes instead of ${entry.size}`);
      yield file;
      continue;
    }
    for (let left = entry.size; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, left);
  }
}
