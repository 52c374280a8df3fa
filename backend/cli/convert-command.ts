// SPDX-License-Identifier: Apache-2.0
import { stringify } from 'yaml';
import {
  convertCalamares,
  type CalamaresInput,
  type Converted,
} from '../../core/convert/convert-calamares.ts';
import { errorIssue, type Issue } from '../../core/issues/issue.ts';
import { spokenIssues } from '../../core/issues/render-issue.ts';
import { prepareText } from '../install/prepare-text.ts';
import { probeFacts } from '../probe/probe-facts.ts';
import type { Runner } from '../runner/command.ts';
import { offeredImages } from '../server/read-catalogue.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { printIssues, printJson, type Output } from './output.ts';
import { readAll } from './prepare.ts';

export interface ConvertOptions {
  /** Global storage as it is before the partition page: looks at the choices made so far on this machine. */
  readonly choices: boolean;
}

/** Asked for on the pages before the partition page; until then Calamares has guesses of its own, such as LANG=en. */
const ofPages: readonly unknown[] = ['users', 'locale', 'keyboard', 'timezone', 'hostname'];

/** What is no fault while the disk, or a user and all else on the pages, has not been asked for. */
function notAskedYet(storage: unknown): (issue: Issue) => boolean {
  const noUser = (storage as { username?: unknown }).username === undefined;
  return ({ code, path }) => code === 'disk-not-only' || (noUser && ofPages.includes(path[0]));
}

async function checkChoices(runner: Runner, storage: unknown, converted: Converted): Promise<Converted> {
  if (converted.request === null) return converted;
  const { issues } = await prepareText(runner, JSON.stringify(converted.request));
  const early = notAskedYet(storage);
  // Places in the text made here mean nothing to anyone.
  const told = issues.filter((issue) => !early(issue)).map(({ position: _position, ...issue }) => issue);
  return { ...converted, issues: [...converted.issues, ...told] };
}

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
  let converted: Converted;
  if ('issue' in parsed) converted = { request: null, issues: [parsed.issue] };
  else {
    const { storage } = parsed;
    const { disks } = await probeFacts(runner);
    const stage: CalamaresInput['stage'] = options.choices ? 'choices' : 'disks';
    converted = convertCalamares({ storage, disks, images: await offeredImages('/'), stage });
    if (options.choices) converted = await checkChoices(runner, storage, converted);
  }
  const { request, issues } = converted;
  const answers = request === null ? null : stringify(request);
  if (output.json) {
    printJson(output, { request, answers, issues: spokenIssues(issues) });
  } else {
    printIssues(output, issues, undefined);
    if (answers !== null) output.out(answers);
  }
  const refused = issues.some((issue) => issue.severity === 'error');
  return refused ? exitCode.refused : exitCode.ok;
}
