// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { staleBootEntries } from '../../core/plan/stale-boot-entries.ts';

const captured = (version: string): string =>
  readFileSync(new URL(`../fixtures/firmware/efibootmgr-${version}.txt`, import.meta.url), 'utf8');
const ours = {
  '0004': 'dfd21050-7903-4c57-b3a6-25b8b877e86c',
  '0005': '4c4a0951-3bc4-4e20-a16e-524d60228e12',
  '0006': 'c02073a1-3bc0-4c45-9988-07b46870e3df',
};
const gone = ['000A', '000F'];

describe.each(['17', '18'])('efibootmgr %s', (version) => {
  const text = captured(version);

  test('entries of ours are stale when no disk has their partition, others never', () => {
    expect(staleBootEntries(text, [])).toEqual(['0004', '0005', '0006', ...gone]);
    expect(staleBootEntries(text, [ours['0005'].toUpperCase()])).toEqual(['0004', '0006', ...gone]);
    expect(staleBootEntries(text, Object.values(ours))).toEqual(gone);
    expect(staleBootEntries(text, [...Object.values(ours), '11111111-2222-4333-8444-555555555555'])).toEqual(
      [],
    );
  });

  test('a firmware without our entries, or text that is none, has nothing stale', () => {
    const others = text.replaceAll('\tHD', '\tPciRoot(0x0)/HD');
    expect(others).not.toBe(text);
    expect(staleBootEntries(others, [])).toEqual([]);
    expect(staleBootEntries('', [])).toEqual([]);
    expect(staleBootEntries('EFI variables are not supported on this system.\n', [])).toEqual([]);
  });
});

test('a path that is written plainly, as newer versions do', () => {
  const line = String.raw`HD(2,GPT,${ours['0004']},0x1000,0x100000)/\EFI\debian\shimx64.efi`;
  expect(staleBootEntries(`Boot00AB* ParticleOS\t${line}\n`, [])).toEqual(['00AB']);
  expect(staleBootEntries(`Boot00AB* ParticleOS\t${line}x\n`, [])).toEqual([]);
});
