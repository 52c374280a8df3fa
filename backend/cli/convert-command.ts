// SPDX-License-Identifier: Apache-2.0
import { stringify } from 'yaml';
import {
  convertCalamares,
  type CalamaresInput,
  type Converted,
} from '../../core/convert/convert-calamares.ts';
import { calamaresFit } from '../../core/convert/calamares-fit.ts';
import { calamaresStorage } from '../../core/convert/calamares-storage.ts';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { spokenIssues } from '../../core/issues/render-issue.ts';
import { prepareText } from '../install/prepare-text.ts';
import { LOG_DIRECTORY } from '../log/open-log.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import { settleDevices } from '../probe/settle-devices.ts';
import type { Runner } from '../runner/command.ts';
import { offeredImages } from '../server/read-catalogue.ts';
import { noteTables } from '../table/note-tables.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printIssues, printJson, type Output } from './output.ts';
import { readAll } from './prepare.ts';

export interface ConvertOptions {
  /** Global storage as it is before the partition page's jobs: looks at the choices made so far on this machine. */
  readonly choices: boolean;
  /** Notes the table of every disk first, because those jobs replace one. */
  readonly noteTables: boolean;
}

/** What was converted, and the log that has the tables when they were noted. */
interface Checked extends Converted {
  readonly tables?: string;
}

/** In an emulated machine on a busy host it took minutes until all was read again. */
const SETTLE_SECONDS = 300;

/** Asked for on the pages before the partition page; until then Calamares has guesses of its own, such as LANG=en. */
const ofPages: readonly unknown[] = ['users', 'locale', 'keyboard', 'timezone', 'hostname'];

/** What is no fault while a user and all else on the pages has not been asked for. */
function notAskedYet(storage: unknown): (issue: Issue) => boolean {
  const noUser = (storage as { username?: unknown }).username === undefined;
  return ({ path }) => noUser && ofPages.includes(path[0]);
}

/** What depends on the disk: asked of each one. */
const ofDisk: readonly unknown[] = ['disk', 'layout'];

/** The choice on the partition page, where there is one. */
function chosenLayout(storage: unknown): string | undefined {
  const read = calamaresStorage.safeParse(storage);
  return read.data?.partitionChoices?.install;
}

const keyOf = ({ code, path, params }: Issue): string => JSON.stringify([code, path, params]);

/** The choices held against every disk, as nobody knows yet which one was chosen. */
async function checkChoices(runner: Runner, storage: unknown, converted: Converted): Promise<Converted> {
  const { request } = converted;
  if (request === null) return converted;
  const { facts, issues } = await prepareText(runner, JSON.stringify(request));
  const early = notAskedYet(storage);
  const choice = chosenLayout(storage);
  const hasDisk = facts?.disks.some(({ unsuitable }) => unsuitable === null) === true;
  // Of the disk each disk is asked, but for having none. Places in the text made here mean nothing to anyone.
  const general = issues
    .filter((issue) => !early(issue) && !(hasDisk && ofDisk.includes(issue.path[0])))
    .map(({ position: _position, ...issue }) => issue);
  const seen = new Set(general.map(keyOf));
  const counts = (issue: Issue): boolean => !early(issue) && !seen.has(keyOf(issue));
  const more = facts === null || !hasDisk ? [] : calamaresFit(facts, { request, choice, counts });
  return { ...converted, issues: [...converted.issues, ...general, ...more] };
}

const isRefused = ({ issues }: Converted): boolean => issues.some(({ severity }) => severity === 'error');

function parse(text: string): { storage: unknown } | { issue: Issue } {
  try {
    return { storage: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { issue: errorIssue('calamares-unreadable', [], { message }) };
  }
}

/** `convert calamares`: the answer file for what was chosen in Calamares; exit 3 when it cannot be said in one. */
export async function convertCommand(
  runner: Runner,
  output: Output,
  file: string,
  options: ConvertOptions,
): Promise<ExitCode> {
  const parsed = parse(await readAll(file));
  let converted: Checked;
  if ('issue' in parsed) converted = { request: null, issues: [parsed.issue] };
  else {
    const { storage } = parsed;
    // The partition page's jobs have ended a moment ago, and udev has not looked at all that they made.
    if (!options.choices) await settleDevices(runner, SETTLE_SECONDS);
    const { disks } = await probeFacts(runner);
    const stage: CalamaresInput['stage'] = options.choices ? 'choices' : 'disks';
    converted = convertCalamares({ storage, disks, images: await offeredImages('/'), stage });
    if (options.choices) converted = await checkChoices(runner, storage, converted);
    if (options.noteTables && !isRefused(converted))
      converted = { ...converted, tables: await noteTables(runner, disks, LOG_DIRECTORY) };
  }
  const { request, issues, tables } = converted;
  const answers = request === null ? null : stringify(request);
  if (output.json) {
    printJson(output, {
      request,
      answers,
      issues: spokenIssues(issues),
      ...(tables === undefined ? {} : { tables }),
    });
  } else {
    printIssues(output, issues, undefined);
    if (answers !== null) output.out(answers);
  }
  return isRefused(converted) ? exitCode.refused : exitCode.ok;
}
