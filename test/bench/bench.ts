#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { RealRunner } from '../../backend/runner/real-runner.ts';
import { cliCheck, cliFacts } from './cli-measures.ts';
import { installBootc } from './install-bootc.ts';
import { installOstree } from './install-ostree.ts';
import { machineSummary } from './machine-summary.ts';
import { runMeasure, type LimitMeasure, type Measure, type Outcome } from './measure.ts';
import { plan64Disks } from './plan-measures.ts';
import { pagePaint, rendererJs } from './renderer-measures.ts';
import { wizardPaint } from './wizard-paint.ts';
import { wizardVsCalamares } from './wizard-vs-calamares.ts';

/**
 * `npm run bench`: ours against a peer that is measured in the same run, interleaved, as medians. Absolute seconds
 * mean little on a shared machine; the ratio is what is bounded. Ends with 1 when a bound is broken.
 */
const measures: readonly (Measure | LimitMeasure)[] = [
  cliFacts,
  cliCheck,
  plan64Disks,
  rendererJs,
  pagePaint,
  wizardPaint,
  wizardVsCalamares,
  installOstree,
  installBootc,
];

const usage = `npm run bench -- [NAME ...] [--all] [--pairs N] [--json]
  NAME     ${measures.map(({ name }) => name).join(', ')}; without one, those that take seconds
  --all    also those that install in a virtual machine (many minutes): ${measures
    .filter(({ kind }) => kind === 'vm')
    .map(({ name }) => name)
    .join(', ')}
  --pairs  how often ours and the peer run, by turns
  --json   print the results as JSON`;

const SETUP_DEADLINE_MS = 1_800_000;

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The measures to run, or what is wrong with what was asked for. */
function choose(names: readonly string[], all: boolean): typeof measures | string {
  const unknown = names.filter((name) => !measures.some((measure) => measure.name === name));
  if (unknown.length > 0) return `no measure named ${unknown.join(', ')}`;
  if (names.length > 0) return measures.filter(({ name }) => names.includes(name));
  return measures.filter(({ kind }) => all || kind !== 'vm');
}

/** QEMU and the tools that build an ISO; the quick measures do not need them. */
async function setUpMachines(): Promise<void> {
  const script = fileURLToPath(new URL('../setup.sh', import.meta.url));
  const argv = ['sh', script, 'all'] as const;
  await new RealRunner().run({ argv, timeoutMs: SETUP_DEADLINE_MS, onLine: say });
}

function milliseconds(value: number): string {
  return value < 10_000 ? `${value.toFixed(1)} ms` : `${(value / 1000).toFixed(1)} s`;
}

function row(outcome: Outcome): string {
  if ('skipped' in outcome) return `${outcome.name.padEnd(20)}skipped: ${outcome.skipped}`;
  if ('limit' in outcome) {
    const { name, value, unit, limit, ok } = outcome;
    const figures = `${value.toFixed(1)} ${unit} of ${limit} ${unit}`;
    return `${name.padEnd(20)}${'-'.padEnd(15)}${figures.padStart(36)}  ${ok ? 'ok' : 'BROKEN'}`;
  }
  const { name, peer, oursMs, peerMs, ratio, bound, ok } = outcome;
  const times = [oursMs, peerMs].map((value) => milliseconds(value).padStart(11)).join('');
  return `${name.padEnd(20)}${peer.padEnd(15)}${times}${ratio.toFixed(2).padStart(8)} of ${bound}  ${ok ? 'ok' : 'BROKEN'}`;
}

function table(outcomes: readonly Outcome[]): string {
  const head = `${'measure'.padEnd(20)}${'peer'.padEnd(15)}${'ours'.padStart(11)}${'peer'.padStart(11)}${'ratio'.padStart(8)}`;
  const details = outcomes.flatMap((outcome) =>
    'skipped' in outcome || outcome.details === undefined
      ? []
      : ['', `${outcome.name}:`, ...outcome.details.map((line) => `  ${line}`)],
  );
  return [head, ...outcomes.map(row), ...details].join('\n');
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    all: { type: 'boolean', default: false },
    pairs: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const pairs = values.pairs === undefined ? null : Number(values.pairs);
const chosen =
  pairs === null || (Number.isInteger(pairs) && pairs > 0)
    ? choose(positionals, values.all)
    : '--pairs wants a whole number above 0';
if (values.help || typeof chosen === 'string') {
  say(typeof chosen === 'string' ? `${chosen}\n${usage}` : usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const needsMachines = chosen.some(({ kind, skipped }) => kind === 'vm' && (skipped?.() ?? null) === null);
  if (needsMachines) await setUpMachines();
  const machine = await machineSummary();
  const outcomes: Outcome[] = [];
  for (const measure of chosen) outcomes.push(await runMeasure(measure, { pairs, say }));
  const text = values.json
    ? JSON.stringify({ machine, outcomes }, null, 2)
    : `${machine}\n\n${table(outcomes)}`;
  process.stdout.write(`${text}\n`);
  process.exitCode = outcomes.every((outcome) => 'skipped' in outcome || outcome.ok) ? 0 : 1;
}
