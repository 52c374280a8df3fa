// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { assert, double, property } from 'fast-check';
import { expect, test } from 'vitest';
import { factsSchema, type Facts } from '../../core/facts/facts.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import { makeOffers } from '../../core/plan/offers/make-offers.ts';
import { offersSchema, type Offer } from '../../core/plan/offers/offer.ts';
import { checkRequest } from '../../core/request/check-request.ts';
import type { LayoutRequest } from '../../core/request/layout-request.ts';
import { requestSchema, type Request } from '../../core/request/request.ts';
import { blocks } from '../../renderer/pages/layout/offer-words.ts';
import { machines } from '../e2e/fake-backend/machines.ts';
import { machineAndLayout } from './storage-arbitraries.ts';

const CASES = process.env['PARTICLEOS_LONG'] === undefined ? 1000 : 20_000;
const MiB = 1024 ** 2;

const request = (serial: string): Request => ({ version: 1, disk: { serial } });
const inShort = ({ kind, system, issues }: Offer): string =>
  [kind, system?.name, ...issues.map(({ code }) => code)].filter((part) => part !== undefined).join(' ');

test('a disk with Windows and Debian: beside either, in place of either, or all of it', () => {
  const { offers } = makeOffers(machines.dualboot, request('20481H801234'));
  expect(offers.map(inShort)).toEqual([
    'free-space',
    'alongside Windows 11',
    'replace Windows 11',
    'alongside Debian GNU/Linux 13 (trixie)',
    'replace Debian GNU/Linux 13 (trixie)',
    'erase',
    'manual',
  ]);
  const [, beside] = offers;
  const windows = machines.dualboot.disks[0]?.partitions[2];
  expect(beside?.room?.minBytes).toBe(windows?.minimumBytes);
  expect(beside?.room?.maxBytes).toBeLessThan(windows?.sizeBytes ?? 0);
});

test('an empty disk is erased or laid out by hand; beside nothing there is nothing to be', () => {
  const { offers, further } = makeOffers(machines.laptop, request('2139E5D3A7B4'));
  expect(offers.map(inShort)).toEqual(['erase', 'manual']);
  expect(further.map(({ path, data }) => [path, data])).toEqual([['/dev/nvme0n1', []]]);
  expect(further[0]?.mirror).toEqual([]);
});

test('swap in compressed memory keeps the reason why there is none', () => {
  const without = makeOffers(machines.ostree, request('82KA20F5K7N1'));
  expect(without.zram.map(({ code, path }) => [code, path])).toEqual([['zram-absent', ['swap']]]);
  expect(makeOffers(machines.laptop, request('2139E5D3A7B4')).zram).toEqual([]);
});

test('what cannot be chosen keeps the reason', () => {
  const facts: Facts = {
    ...machines.dualboot,
    disks: machines.dualboot.disks.map((disk) => ({
      ...disk,
      partitions: disk.partitions.map((p) =>
        p.fileSystem === 'ntfs' ? { ...p, condition: 'hibernated' as const } : p,
      ),
    })),
  };
  const { offers } = makeOffers(facts, request('20481H801234'));
  expect(offers.map(inShort)).toContain('alongside Windows 11 shrink-hibernated');
});

test('what the machine or the image lacks locks no layout; what a layout cannot have locks that one', () => {
  const open = (asked: Partial<Request>): string[] =>
    makeOffers(machines.dualboot, { ...request('20481H801234'), ...asked })
      .offers.filter((offer) => blocks(offer).length === 0)
      .map(({ kind }) => kind);
  const all = open({});
  expect(all).toContain('erase');
  const passphrase = { kind: 'luks2', passphraseSecret: 'p', recoveryKey: { show: true } } as const;
  // No security key is plugged in.
  expect(open({ encryption: { ...passphrase, fido2: true } })).toEqual(all);
  expect(open({ swap: { kind: 'partition', size: '1 MiB', hibernate: true } })).toEqual(all);
  const { offers } = makeOffers(machines.ostree, {
    ...request('82KA20F5K7N1'),
    swap: { kind: 'partition' },
  });
  const keeps = offers.find(({ kind }) => kind === 'keep-data');
  expect(keeps === undefined ? [] : blocks(keeps).map(({ code }) => code)).toEqual(['layout-engine']);
});

test('a disk that is not there has no offers', () => {
  expect(makeOffers(machines.laptop, request('NOT-THERE'))).toEqual({ offers: [], further: [], zram: [] });
});

/** The layouts of an offer: as it stands, and with any size that it says is possible. */
function layoutsOf({ layout, room }: Offer, share: number): LayoutRequest[] {
  if (layout.kind !== 'alongside' || room === null) return [layout];
  const between = room.minBytes + Math.floor(((room.maxBytes - room.minBytes) * share) / MiB) * MiB;
  return [room.minBytes, between, room.maxBytes].map((to) => ({ ...layout, to }));
}

test(`${CASES} machines: every offer without issues plans without issues`, { timeout: 3_600_000 }, () => {
  const seen = new Map<string, number>();
  const check = property(
    machineAndLayout,
    double({ min: 0, max: 1, noNaN: true }),
    ({ facts, request: { disk } }, share) => {
      const asked: Request = { version: 1, disk };
      const made = makeOffers(facts, asked);
      if (!offersSchema.safeParse(made).success) throw new Error('the contract does not know it');
      for (const offer of made.offers.filter(({ issues }) => issues.length === 0)) {
        seen.set(offer.kind, (seen.get(offer.kind) ?? 0) + 1);
        for (const layout of layoutsOf(offer, share)) {
          const whole: Request = { ...asked, layout };
          if (!requestSchema.safeParse(whole).success) throw new Error('no request');
          const issues = [...checkRequest(whole), ...makePlan(facts, whole).issues];
          const errors = issues.filter(({ severity }) => severity === 'error').map(({ code }) => code);
          if (errors.length > 0) throw new Error(`${JSON.stringify(layout)}: ${errors.join()}`);
        }
      }
    },
  );
  expect(() => assert(check, { numRuns: CASES, includeErrorInReport: true })).not.toThrow();
  const seldom = (['erase', 'free-space', 'alongside', 'replace', 'manual'] as const).filter(
    (kind) => (seen.get(kind) ?? 0) < CASES / 50,
  );
  expect(seldom).toEqual([]);
});

test('a root that this installer encrypted is offered closed, and with its passphrase as the system that is in it', () => {
  const folder = new URL('../fixtures/plans/', import.meta.url);
  const factsOf = (scenario: string): Facts =>
    factsSchema.parse(JSON.parse(readFileSync(new URL(`${scenario}/facts.json`, folder), 'utf8')));
  const closed = makeOffers(factsOf('refused-keep-data-locked'), request('S64KNX0T512345')).offers;
  expect(closed.map(inShort)).toContain('keep-data keep-data-locked');
  const offer = closed.find(({ kind }) => kind === 'keep-data');
  if (offer?.layout.kind !== 'keep-data') throw new Error('no offer');
  const layout: LayoutRequest = { ...offer.layout, passphraseSecret: 'disk' };
  const asked = { ...request('S64KNX0T512345'), layout };
  const tried = makeOffers(factsOf('refused-keep-data-wrong-key'), asked).offers;
  expect(tried.map(inShort)).toContain('keep-data keep-data-wrong-key');
  const opened = makeOffers(factsOf('keep-data-encrypted'), asked).offers.filter(
    ({ kind }) => kind === 'keep-data',
  );
  expect(opened.map(inShort)).toEqual(['keep-data ParticleOS 13']);
  expect(opened[0]?.layout).toEqual(layout);
});
