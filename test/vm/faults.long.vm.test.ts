// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { factsSchema } from '../../core/facts/facts.ts';
import { issueSchema } from '../../core/issues/issue.ts';
import { renderIssue } from '../../core/issues/render-issue.ts';
import { diskStateWords } from '../../core/run/disk-state-words.ts';
import { goodAnswers, refusals } from './fault-answers.ts';
import { DATA, FaultLab } from './fault-lab.ts';
import { fileHolds } from './file-holds.ts';
import { testMedium } from './medium.ts';

const byId = (serial: string): string => `/dev/disk/by-id/virtio-${serial}`;
const refusedResult = z.object({ issues: z.array(issueSchema) });
const passwords = {
  ada: `ada-${randomBytes(12).toString('hex')}`,
  bob: `bob-${randomBytes(12).toString('hex')}`,
};
/** Is looked for with the passwords and must be found, so that the search is known to work. */
const CONTROL = `control-${randomBytes(12).toString('hex')}`;

/** One live system after the other fault: what is refused, cancelled, too full or secret. */
describe('in the live system', () => {
  let lab: FaultLab;
  /** What there is to find before any install. */
  let clean: string;

  beforeAll(async () => {
    const medium = await testMedium();
    const answers = Object.entries(refusals).map(([name, { answers: text }]) => [name, text] as const);
    lab = await FaultLab.open(medium, { ...goodAnswers, ...Object.fromEntries(answers) });
    clean = await lab.lab('leftovers');
    for (const serial of ['TARGET', 'SMALL']) await lab.lab(`mark ${byId(serial)}`);
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  test('nobody but root reads NTFS or mounts by FUSE as root', async () => {
    const setUid = await lab.sh("find / -xdev -type f -perm -4000 -printf '%f\\n' | sort");
    expect(setUid).toContain('mount');
    expect(setUid).not.toMatch(/ntfs|fuse/);
  });

  describe('nothing is written', () => {
    beforeAll(async () => {
      await lab.sh(`udevadm settle; mkswap ${byId('SMALL')}-part1 && swapon ${byId('SMALL')}-part1`);
      await lab.sh(
        `mkfs.ext4 -q ${byId('TIGHT')} && mkdir /run/held && mount -o ro ${byId('TIGHT')} /run/held`,
      );
    });
    afterAll(() => lab.sh(`swapoff ${byId('SMALL')}-part1; umount /run/held`));

    test.each(Object.entries(refusals))('%s', async (name, { code, words }) => {
      const before = await lab.lab('fingerprint');
      const refused = await lab.apply(`${DATA}/${name}.yaml`);
      expect(refused.status).toBe(3);
      const { issues } = refusedResult.parse(refused.result);
      const issue = issues.find((one) => one.code === code);
      if (issue === undefined) throw new Error(`no ${code} in:\n${refused.words}`);
      expect(refused.words).toContain(renderIssue(issue).sentence);
      expect(refused.words).toContain(renderIssue(issue).advice);
      expect(refused.words).toMatch(words);
      expect(await lab.lab('fingerprint')).toBe(before);
    });

    test('the medium that the live system runs from', async () => {
      const { disks } = factsSchema.parse(JSON.parse(await lab.sh('particleos-installer facts --json')));
      const medium = disks.find(({ unsuitable }) => unsuitable === 'live-medium')?.byId[0] ?? '';
      await lab.sh(`printf 'version: 1\\ndisk: {byId: "${medium}"}\\n' > /run/medium.yaml`);
      const { status, output } = await lab.live.shell.run(
        'particleos-installer apply --yes /run/medium.yaml 2>&1',
      );
      expect(status).toBe(3);
      expect(output).toMatch(
        /is the medium this live system runs from\. Choose another disk\. \[disk-live-medium\]/,
      );
      expect(output).toContain('particleos: refused: nothing was written');
    });

    test('a flipped bit in a layer: the run fails before its first write', async () => {
      const before = await lab.lab('fingerprint');
      const failed = await lab.apply(`${DATA}/flipped.yaml`);
      expect(failed.status).toBe(1);
      expect(failed.result).toMatchObject({
        state: 'failed',
        disk: 'untouched',
        issues: [{ code: 'image-damaged' }],
      });
      expect(failed.words).toContain(diskStateWords.untouched.state);
      expect(await lab.lab('fingerprint')).toBe(before);
    });
  });

  describe('no core file', () => {
    test('of the installer, where a core file of another program is made', async () => {
      await lab.sh('mkdir -p /run/cores && echo /run/cores/core.%e > /proc/sys/kernel/core_pattern');
      await lab.live.shell.run("ulimit -c unlimited; sh -c 'kill -ABRT $$'");
      expect(await lab.sh('ls /run/cores')).toBe('core.sh');
      await lab.live.shell.run(
        `ulimit -c unlimited; sh /run/data/faults.sh interrupt verify-image 0 ABRT one particleos-installer apply --yes /run/data/good.yaml`,
        300_000,
      );
      expect(await lab.sh('ls /run/cores')).toBe('core.sh');
      // The lock of one that was aborted stays, and is known for what it is (backend/install/lock-run.ts).
      clean = await lab.lab('leftovers');
    });
  });

  describe('cancelled', () => {
    test.each([
      // The lock of the installer that was aborted above is no obstacle.
      ['verify-image', 1, 'INT', 'one', 'untouched'],
      ['mkfs-boot', 0, 'TERM', 'one', 'formatted'],
      ['unpack', 10, 'INT', 'all', 'system-incomplete'],
      ['commit', 5, 'TERM', 'one', 'system-incomplete'],
      ['deploy', 1, 'INT', 'one', 'system-unbootable'],
    ] as const)(
      'at %s, %i s into it, by SIG%s to %s of its processes',
      async (step, seconds, signal, whom, disk) => {
        const cancelled = await lab.interrupt(step, seconds, signal, whom);
        expect(cancelled.words).toMatch(/^particleos: cancelled after /m);
        expect(cancelled.status).toBe(130);
        expect(cancelled.result).toMatchObject({ state: 'cancelled', disk, leftovers: [] });
        expect(cancelled.words).toContain(diskStateWords[disk].state);
        expect(cancelled.words).toContain('nothing mounted, nothing open');
        expect(await lab.lab('leftovers')).toBe(clean);
        expect(await lab.lastRun()).toEqual(cancelled.result);
      },
    );
  });

  describe('the table that was replaced', () => {
    /** Both ends of the disk, as they were marked. */
    const ends = (): Promise<string> => lab.lab('fingerprint');

    test('comes back byte for byte while nothing was formatted', async () => {
      await lab.lab(`mark ${byId('TARGET')}`);
      const before = await ends();
      // The table is written; what removes the old boot code after it fails.
      await lab.sh('mount --bind /usr/bin/false /usr/bin/dd');
      const failed = await lab.apply(`${DATA}/good.yaml`);
      await lab.sh('umount /usr/bin/dd');
      expect(failed.result).toMatchObject({ state: 'failed', stepId: 'disarm', disk: 'table-replaced' });
      expect(await ends()).not.toBe(before);
      const told = await lab.sh('particleos-installer resume');
      expect(told).toMatch(
        /An install of \S+ to \S+, begun \S+, failed \[command-failed\] at the step "disarm"\./,
      );
      await lab.sh('particleos-installer undo-table --yes', 300_000);
      expect(await ends()).toBe(before);
      expect(await lab.sh('particleos-installer resume')).toContain('No install was begun here');
    });

    test('is refused once something was formatted', async () => {
      await lab.interrupt('mkfs-boot', 0, 'TERM', 'one');
      const before = await ends();
      const { status, output } = await lab.live.shell.run(
        'particleos-installer undo-table --yes 2>&1',
        300_000,
      );
      expect(status).toBe(3);
      expect(output).toContain('[undo-table-formatted]');
      expect(await ends()).toBe(before);
    });
  });

  test('a second try goes on where the first one failed', async () => {
    const failed = await lab.interrupt('deploy', 1, 'TERM', 'one');
    expect(failed.result).toMatchObject({ state: 'cancelled', disk: 'system-unbootable' });
    const { status, output } = await lab.live.shell.run(
      `particleos-installer resume --continue --answers ${DATA}/good.yaml 2>&1`,
      1_800_000,
    );
    expect(output).toMatch(/\d+ of \d+ steps need not be done again\./);
    expect(output).not.toMatch(/Unpack the image/);
    expect(output).toMatch(/^particleos: succeeded after /m);
    expect(status).toBe(0);
    expect(await lab.sh('particleos-installer resume')).toContain('No install was begun here');
  });

  test('no space left while the image is unpacked', async () => {
    const failed = await lab.apply(`${DATA}/tight.yaml`);
    expect(failed.status).toBe(1);
    expect(failed.result).toMatchObject({
      state: 'failed',
      stepId: 'unpack',
      disk: 'system-incomplete',
      leftovers: [],
      issues: [{ code: 'no-space' }],
    });
    expect(failed.words).toMatch(/There is no space left on .* Choose a larger disk\./);
    expect(failed.words).toContain(diskStateWords['system-incomplete'].state);
    expect(await lab.lab('leftovers')).toBe(clean);
  });

  test('one at a time: a second install is refused', async () => {
    const second =
      'particleos-installer apply --yes /run/data/tight.yaml > /run/second 2>&1; echo "status $?" >> /run/second';
    await lab.sh(`printf '#!/bin/sh\n%s\n' '${second}' > /run/meanwhile; chmod +x /run/meanwhile`);
    const first = await lab.interrupt('verify-image', 0, 'TERM', 'one');
    expect(first.status).toBe(130);
    expect(await lab.sh('cat /run/second; rm /run/meanwhile')).toMatch(
      /Another install or update is running\. .*\[run-active\]\s+particleos: refused: nothing was written\s+status 3$/,
    );
  });

  describe('passwords', () => {
    const HASHES = '/ostree/deploy/particleos/deploy/*.0/etc/shadow';

    test('are taken from a file and a file descriptor, on a disk of just the needed size', async () => {
      await lab.sh('mkdir -m 0700 /run/secrets; touch /run/sampling');
      const lines = [passwords.ada, passwords.bob, CONTROL].join('\\n');
      await lab.sh(`printf '${lines}\\n' > /run/secrets/patterns`);
      for (const [name, password] of Object.entries(passwords))
        await lab.sh(`printf '${password}' > /run/secrets/${name}`);
      await lab.sh('cd /run && { setsid sh /run/data/faults.sh sample > /run/sample.log 2>&1 & }');
      await lab.sh(`sh -c 'sleep 20; true' ${CONTROL}`);
      const done = await lab.apply(
        `${DATA}/secret.yaml`,
        '--secret ada=/run/secrets/ada --secret bob=fd:3 3< /run/secrets/bob',
      );
      expect(done.words).toMatch(/^particleos: succeeded after /m);
      expect(done.status).toBe(0);
    });

    test('are seen by nobody who looks at processes', async () => {
      await lab.sh('rm /run/sampling; while [ ! -e /run/rounds ]; do sleep 1; done');
      const seen = await lab.sh('sort -u /run/sampled');
      expect(Number(await lab.sh('cat /run/rounds'))).toBeGreaterThan(10);
      expect(seen).toContain(CONTROL);
      for (const password of Object.values(passwords)) expect(seen).not.toContain(password);
    });

    test('stand in no log, state or plan', async () => {
      await lab.sh(
        'journalctl --boot --no-pager > /run/journal.txt; dmesg > /run/dmesg.txt; rm /run/sampled',
      );
      await lab.sh('particleos-installer plan --json /run/data/secret.yaml > /run/plan.json');
      await lab.sh(
        'particleos-installer logs > /run/logs.txt; particleos-installer status --json > /run/status.json',
      );
      const places =
        '/run /var /tmp /root /etc --exclude-dir=secrets --exclude-dir=data --exclude-dir=initramfs';
      await lab.sh(`cp /run/secrets/patterns /run/control.txt`);
      const found = await lab.live.shell.run(
        `grep -rlaF -f /run/secrets/patterns --devices=skip ${places}`,
        300_000,
      );
      expect(found.output).toBe('/run/control.txt');
    });

    test('stand on the disk as hashes only', async () => {
      await lab.sh(`mount -o ro ${byId('TARGET')}-part4 /mnt`);
      const check = (name: string): string =>
        `perl -e 'open F, "</run/secrets/${name}"; $p = <F>; open S, glob("/mnt${HASHES}"); while (<S>) { @f = split /:/; print crypt($p, $f[1]) eq $f[1] ? "fits" : "differs", " ", substr($f[1], 0, 3) if $f[0] eq "${name}" }'`;
      for (const name of Object.keys(passwords)) expect(await lab.sh(check(name))).toBe('fits $y$');
      await lab.sh('umount /mnt; sync');
      expect(await fileHolds(lab.target, ['$y$'])).toEqual(['$y$']);
      expect(await fileHolds(lab.target, Object.values(passwords))).toEqual([]);
    });
  });
});
