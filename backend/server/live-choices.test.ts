// SPDX-License-Identifier: Apache-2.0
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { factsSchema } from '../../core/facts/facts.ts';
import { choicesSchema } from '../../core/contract/choices.ts';
import { RecordingRunner } from '../runner/recording-runner.ts';
import { describeRecord } from '../log/describe-record.ts';
import { readCatalogue } from './read-catalogue.ts';
import { readChoices } from './read-choices.ts';
import { readLogLines } from './read-log-lines.ts';
import { switchKeyboard } from './switch-keyboard.ts';

let root = '';
const put = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
};
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'live-'));
  await put(
    'usr/share/X11/xkb/rules/evdev.lst',
    '! model\n  pc105           Generic 105-key PC\n\n! layout\n  us              English (US)\n  de              German\n  custom          A user-defined custom Layout\n\n! variant\n  nodeadkeys      de: German (no dead keys)\n  chr             us: Cherokee\n\n! option\n  grp             Switching to another layout\n',
  );
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('readChoices', () => {
  test('reads the data files of the live system', async () => {
    await put(
      'usr/share/i18n/SUPPORTED',
      '# comment\nC.UTF-8 UTF-8\nde_DE.UTF-8 UTF-8\nde_DE ISO-8859-1\naa_ER UTF-8\n',
    );
    await put(
      'usr/share/zoneinfo/zone1970.tab',
      '#country-\nAD\t+4230+00131\tEurope/Andorra\nDE,DK\t+5230+01322\tEurope/Berlin\tmost of Germany\n',
    );
    const choices = choicesSchema.parse(await readChoices(root));
    expect(choices.layouts).toEqual([
      { layout: 'us', title: 'English (US)', variants: [{ variant: 'chr', title: 'Cherokee' }] },
      {
        layout: 'de',
        title: 'German',
        variants: [{ variant: 'nodeadkeys', title: 'German (no dead keys)' }],
      },
    ]);
    expect(choices.locales).toEqual(['C.UTF-8', 'de_DE.UTF-8', 'aa_ER']);
    expect(choices.zones).toEqual([
      { zone: 'Europe/Andorra', countries: ['AD'] },
      { zone: 'Europe/Berlin', countries: ['DE', 'DK'] },
    ]);
    expect(choices.current).toMatchObject({ layout: 'us', variant: null });
  });

  test('is empty where they are absent', async () => {
    await rm(root, { recursive: true });
    expect(await readChoices(root)).toMatchObject({ layouts: [], locales: [], zones: [] });
  });
});

describe('switchKeyboard', () => {
  const environment = (): Promise<string> =>
    readFile(join(root, 'run/particleos-kiosk-config/environment'), 'utf8');

  test('writes what labwc reads, and tells it', async () => {
    const runner = new RecordingRunner();
    expect(await switchKeyboard(runner, root, { layout: 'de', variant: 'nodeadkeys' })).toBe(true);
    expect(await environment()).toBe(
      'XKB_DEFAULT_LAYOUT=de\nXKB_DEFAULT_VARIANT=nodeadkeys\nXKB_DEFAULT_OPTIONS=\n',
    );
    expect(runner.lines()).toEqual(['systemctl kill --kill-whom=main --signal=HUP particleos-kiosk.service']);
    expect((await readChoices(root)).current).toMatchObject({ layout: 'de', variant: 'nodeadkeys' });
  });

  test('puts the US layout before one that has no Latin letters, and knows which one was chosen', async () => {
    await switchKeyboard(new RecordingRunner(), root, { layout: 'us', variant: 'chr' });
    expect(await environment()).toBe(
      'XKB_DEFAULT_LAYOUT=us,us\nXKB_DEFAULT_VARIANT=,chr\nXKB_DEFAULT_OPTIONS=grp:alt_shift_toggle\n',
    );
    expect((await readChoices(root)).current).toMatchObject({ layout: 'us', variant: 'chr' });
  });

  test('of several at once the last one is what stays: the arrow keys of a list are fast', async () => {
    const wanted = ['nodeadkeys', '', 'nodeadkeys', '', 'nodeadkeys', ''].flatMap((variant) => [
      { layout: 'us', variant: 'chr' },
      { layout: 'de', variant },
    ]);
    const runner = new RecordingRunner();
    const switched = await Promise.all(wanted.map((one) => switchKeyboard(runner, root, one)));
    expect(switched).toEqual(wanted.map(() => true));
    expect((await readChoices(root)).current).toMatchObject({ layout: 'de', variant: null });
    expect(runner.commands).toHaveLength(wanted.length);
  });

  test('says when there is no kiosk', async () => {
    expect(
      await switchKeyboard(new RecordingRunner(() => ({ exitCode: 1 })), root, { layout: 'us', variant: '' }),
    ).toBe(false);
  });

  test.each([
    ['xx', ''],
    ['de', 'chr'],
    ['us\nLD_PRELOAD=/tmp/x.so', ''],
    ['us', 'a\nPATH=/tmp'],
  ])('refuses %j %j: there would be no keyboard, or a line too many', async (layout, variant) => {
    const runner = new RecordingRunner();
    await expect(switchKeyboard(runner, root, { layout, variant })).rejects.toMatchObject({
      issue: { code: 'bad-value' },
    });
    await expect(environment()).rejects.toMatchObject({ code: 'ENOENT' });
    expect(runner.commands).toEqual([]);
  });
});

describe('readCatalogue', () => {
  const scenario = new URL('../../test/fixtures/plans/nvme-full/facts.json', import.meta.url);

  test('has the image of the medium first, then those of the file', async () => {
    const facts = factsSchema.parse(JSON.parse(await readFile(scenario, 'utf8')));
    const offered = {
      id: 'corona',
      title: 'Corona',
      summary: 's',
      source: 'registry:registry.example.org/corona:1',
      digest: null,
      compressedBytes: null,
      installedBytes: null,
      picture: null,
    };
    await put('usr/share/particleos/catalogue.json', JSON.stringify({ schema: 1, images: [offered] }));
    const { images } = await readCatalogue(root, async () => facts);
    expect(images.map(({ id }) => id)).toEqual(['embedded', 'corona']);
    expect(images[0]).toMatchObject({ source: facts.image?.source, digest: facts.image?.digest });
    const none = await readCatalogue(root, async () => ({ ...facts, live: null }));
    expect(none.images.map(({ id }) => id)).toEqual(['corona']);
  });
});

describe('readLogLines', () => {
  test('gives each record once, a line each', async () => {
    const records = [
      {
        level: 30,
        time: '2026-11-21T10:00:01.000Z',
        event: 'step',
        step: 'mkfs',
        title: 'Make file systems',
      },
      {
        level: 30,
        time: '2026-11-21T10:00:02.000Z',
        event: 'command',
        step: 'mkfs',
        argv: ['mkfs.ext4', 'a b'],
      },
      {
        level: 30,
        time: '2026-11-21T10:00:03.000Z',
        event: 'command-end',
        exitCode: 1,
        stderr: 'one\ntwo\n',
      },
      { level: 40, time: '2026-11-21T10:00:04.000Z', event: 'log-cut', msg: 'cut' },
    ];
    await put(
      'log/2026-11-21T100000.000Z-x.jsonl',
      records.map((record) => `${JSON.stringify(record)}\n`).join(''),
    );
    const { lines, next } = await readLogLines(join(root, 'log'), 0);
    expect(lines).toEqual([
      '10:00:01 Make file systems [mkfs]',
      "10:00:02 $ mkfs.ext4 'a b'",
      '10:00:03 status 1: one | two',
      '10:00:04 log-cut {"msg":"cut"}',
    ]);
    expect(await readLogLines(join(root, 'log'), next)).toEqual({ lines: [], next: 4 });
    // A newer, shorter log is read from its start.
    expect((await readLogLines(join(root, 'log'), 99)).next).toBe(4);
    expect(await readLogLines(join(root, 'nothing'), 0)).toEqual({ lines: [], next: 0 });
    expect(['half', '7'].map(describeRecord)).toEqual(['half', '7']);
  });
});
