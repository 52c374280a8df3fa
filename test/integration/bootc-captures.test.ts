// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { bootcIssue, sourceImgref } from '../../backend/execute/bootc-errors.ts';
import { issueLine } from '../../core/issues/render-issue.ts';
import { parseBootcLine } from '../../core/run/bootc-lines.ts';
import { BootcProgress } from '../../core/run/bootc-progress.ts';

const root = fileURLToPath(new URL('../fixtures/bootc', import.meta.url));
const versions = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

interface Capture {
  readonly name: string;
  readonly argv: readonly string[];
  readonly output: string;
  readonly status: number;
}

/** What one run printed, without the command before and the status after it. */
function capturesOf(version: string): Capture[] {
  return readdirSync(`${root}/${version}`)
    .filter((name) => /^(?:error|ostree|composefs)-.*\.txt$/.test(name))
    .sort()
    .map((file) => {
      const text = readFileSync(`${root}/${version}/${file}`, 'utf8');
      const status = /^=> (\d+)$/m.exec(text)?.[1];
      const output = text.replace(/^\$ .*\n/, '').replace(/\n?=> \d+\n$/, '');
      const argv = (/^\$ (.*)$/m.exec(text)?.[1] ?? '').split(' ');
      return { name: file.replace('.txt', ''), argv, output, status: Number(status) };
    });
}

function phasesOf({ name, output }: Capture): string {
  const lines = output.split('\n').flatMap((line) => {
    const parsed = parseBootcLine(line);
    return parsed === null
      ? []
      : [`  ${parsed.phase}${parsed.detail === undefined ? '' : ` | ${parsed.detail}`}`];
  });
  return [name, ...lines].join('\n');
}

describe.each(versions)('bootc %s', (version) => {
  const captures = capturesOf(version);
  const installs = captures.filter(({ name }) => !name.startsWith('error-'));
  const failures = captures.filter(({ status }) => status !== 0);

  test('phases', async () => {
    await expect(`${installs.map(phasesOf).join('\n\n')}\n`).toMatchFileSnapshot(
      `${root}/${version}/phases.snap`,
    );
  });

  test('issues', async () => {
    const lines = failures.map(({ name, argv, output }) => {
      const issue = bootcIssue(output, 'host', sourceImgref(argv));
      return `${name}\n  ${issue === null ? 'unknown' : issueLine(issue)}\n`;
    });
    await expect(lines.join('\n')).toMatchFileSnapshot(`${root}/${version}/issues.snap`);
  });

  test.each(installs.filter(({ status }) => status === 0))(
    '$name goes through its phases in order',
    ({ output }) => {
      const progress = new BootcProgress(1000);
      const shares = output.split('\n').map((line) => {
        progress.line(line);
        return progress.share;
      });
      expect(progress.detail).toBe('bootc-finish');
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
    },
  );
});

test('there are captures of several versions', () => {
  expect(versions.length).toBeGreaterThanOrEqual(3);
});
