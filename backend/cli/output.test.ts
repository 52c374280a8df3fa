// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RealRunner } from '../runner/real-runner.ts';

/** Says something again and again, long enough for whoever reads to go away, and ends as a run that was cleaned up. */
const talker = `
import { processOutput } from ${JSON.stringify(new URL('output.ts', import.meta.url).pathname)};
const output = processOutput(false);
for (let line = 0; line < 20; line += 1) {
  output.err('progress\\n');
  output.out('result\\n');
  await new Promise((resolve) => setTimeout(resolve, 20));
}
process.exitCode = 42;
`;

test('who goes away while an install talks does not end it: a dropped terminal, a pipe into head', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'output-'));
  try {
    const status = join(directory, 'status');
    const script = '{ "$1" --input-type=module --eval "$2"; echo $? > "$3"; } 2>&1 | head -n 1';
    const argv = ['sh', '-c', script, 'sh', process.execPath, talker, status] as const;
    await new RealRunner().run({ argv: [...argv], timeoutMs: 60_000 });
    expect(await readFile(status, 'utf8')).toBe('42\n');
  } finally {
    await rm(directory, { recursive: true });
  }
});
