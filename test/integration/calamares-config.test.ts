// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';

const modules = fileURLToPath(new URL('../../calamares-modules', import.meta.url));
const yaml = (path: string): unknown => parse(readFileSync(join(modules, path), 'utf8'));

/** A schema of Calamares' kind; the draft that it names is no draft that is known, and stands for all of them. */
function schemaOf(path: string): z.ZodType {
  const { $schema: _draft, ...schema } = z.record(z.string(), z.unknown()).parse(yaml(path));
  return z.fromJSONSchema(schema);
}

/** What a schema says against a configuration. */
function faults(schema: string, configuration: unknown): unknown[] {
  const { error } = schemaOf(schema).safeParse(configuration);
  return (error?.issues ?? []).map((issue) => ('keys' in issue ? issue.keys : issue.path));
}

const upstream = readdirSync(join(modules, 'tests/schemas'))
  .filter((name) => name.endsWith('.schema.yaml'))
  .map((name) => name.replace('.schema.yaml', ''));

/** What the schemas of 3.3.14 do not know, by configuration. */
const unknown: Readonly<Record<string, readonly string[]>> = {
  // Both are in the partition.conf that comes with Calamares 3.3.14, with words for them, and its schema forgets them.
  partition: ['defaultPartitionTableType', 'requiredPartitionTableType'],
  // Of 3.4; 3.3 reads only the words it knows.
  users: ['displayAutologin'],
};

describe("Calamares' own schemas", () => {
  test.each(upstream)('%s.conf is as its module wants it', (module) => {
    const found = faults(`tests/schemas/${module}.schema.yaml`, yaml(`config/modules/${module}.conf`));
    expect(found).toEqual(module in unknown ? [unknown[module]] : []);
  });

  test.each(upstream)('%s.conf with a word that nobody knows is refused', (module) => {
    const wrong = { ...(yaml(`config/modules/${module}.conf`) as object), zebra: 1 };
    expect(faults(`tests/schemas/${module}.schema.yaml`, wrong).flat()).toContain('zebra');
  });

  test('every configured module has one, or upstream has none', () => {
    const without = ['afterwards', 'atomic', 'image'];
    const configured = readdirSync(join(modules, 'config/modules')).map((name) => name.replace('.conf', ''));
    expect(configured.filter((name) => !upstream.includes(name)).toSorted()).toEqual(without);
  });
});

test.each(['particleos-check', 'particleos-install', 'particleos-finish'])(
  "%s.conf is as the job's own schema wants it",
  (job) => {
    const schema = `${job}/${job}.schema.yaml`;
    expect(faults(schema, yaml(`${job}/${job}.conf`))).toEqual([]);
    expect(faults(schema, { zebra: 1 }).flat()).toContain('zebra');
  },
);

test('check and install are given the same', () => {
  expect(yaml('particleos-check/particleos-check.conf')).toEqual(
    yaml('particleos-install/particleos-install.conf'),
  );
});

test('the sequence names only what is configured, checks before the first job that writes, and has its branding', () => {
  const settings = z
    .object({
      sequence: z.array(z.record(z.string(), z.array(z.string()))),
      instances: z.array(z.object({ id: z.string(), module: z.string(), config: z.string() })),
      branding: z.string(),
    })
    .parse(yaml('config/settings.conf'));
  const names = settings.sequence.flatMap((part) => Object.values(part).flat());
  const known = new Set(settings.instances.map(({ id, module }) => `${module}@${id}`));
  expect(names.filter((name) => name.includes('@') && !known.has(name))).toEqual([]);
  const last = settings.sequence.findLast((part) => 'exec' in part)?.['exec'];
  expect(last?.slice(0, 2)).toEqual(['particleos-check@choices', 'partition']);
  expect(yaml(`branding/${settings.branding}/branding.desc`)).toMatchObject({
    componentName: settings.branding,
  });
});
