// SPDX-License-Identifier: Apache-2.0
import { quoteArgv } from '../runner/command.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

function wordsOf(record: Readonly<Record<string, unknown>>): string {
  const { event } = record;
  switch (event) {
    case 'plan':
      return `plan ${text(record['hash'])}`;
    case 'step':
      return `${text(record['title'])} [${text(record['step'])}]`;
    case 'command':
      return `$ ${Array.isArray(record['argv']) ? quoteArgv(record['argv'].map(String)) : ''}`;
    case 'command-end': {
      const said = text(record['stderr'] ?? '').trim();
      return `status ${text(record['exitCode'])}${said === '' ? '' : `: ${said.replaceAll(/\s*\n\s*/g, ' | ')}`}`;
    }
    case 'step-failed':
    case 'undo-failed':
      return `FAILED: ${text(record['detail'] ?? record['what']).replaceAll(/\s*\n\s*/g, ' | ')}`;
    default: {
      const { level: _level, time: _time, event: _event, ...rest } = record;
      return `${text(event)} ${JSON.stringify(rest)}`;
    }
  }
}

/** One record of a run's log as a line for a person: the time of day (UTC), and what happened. */
export function describeRecord(line: string): string {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    return line;
  }
  if (typeof record !== 'object' || record === null) return line;
  const fields = record as Record<string, unknown>;
  return `${text(fields['time'] ?? '').slice(11, 19)} ${wordsOf(fields)}`;
}
