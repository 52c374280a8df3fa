// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CappedFile } from './capped-file.ts';
import { deleteOldLogs, logName, logsIn } from './log-files.ts';
import { secretGuard } from './secret-guard.ts';

/** Where the root service and the command line keep their logs. */
export const LOG_DIRECTORY = '/var/log/particleos-installer';

/** What they keep: this many runs, each of at most so many bytes. */
export const KEPT_LOGS = 10;
export const ONE_LOG_BYTES = 16 * 1024 * 1024;

export interface LogOptions {
  /** Made with mode 0700 when absent. */
  readonly directory: string;
  /** Logs of this many runs stay, this one included. */
  readonly keepFiles: number;
  /** Size of one log, in bytes, at which it is cut. */
  readonly maxBytes: number;
  /** Values that must never be written. They should not get here at all; this is the net below. */
  readonly secrets?: Iterable<string>;
  /** Part of the file's name; random when absent. */
  readonly runId?: string;
}

type Level = 'info' | 'warn' | 'error';

/** The log of one run: a file of JSON lines, each {level, time, event, ...}. */
export interface Log {
  readonly file: string;
  /** Writes one record now; level "info" when absent. Never throws: a full disk must not stop an install. */
  readonly write: (record: Readonly<Record<string, unknown>> & { event: string }, level?: Level) => void;
  /** Keeps a value out of all that is written from now on: one that the run itself made. */
  readonly hide: (secret: string) => void;
  readonly close: () => Promise<void>;
}

/** Opens a new log and deletes the oldest ones. Rejects when the directory cannot be written. */
export async function openLog(options: LogOptions): Promise<Log> {
  const { directory, keepFiles, maxBytes, runId = randomBytes(4).toString('hex') } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  // Loaded here, so that commands without a log do not pay for it.
  const { pino } = await import('pino');
  const file = join(directory, logName(new Date(), runId));
  const capped = new CappedFile(file, maxBytes);
  await deleteOldLogs(directory, keepFiles);
  const secrets = [...(options.secrets ?? [])];
  let guard = secretGuard(secrets);
  // A plain object as destination: transports are worker threads, which cannot be bundled into one file.
  const logger = pino(
    { base: null, timestamp: isoTime },
    { write: (line: string) => capped.write(guard(line)) },
  );
  return {
    file,
    write: (record, level = 'info') => logger[level](record),
    hide: (secret) => {
      secrets.push(secret);
      guard = secretGuard(secrets);
    },
    close: async () => capped.close(),
  };
}

function isoTime(): string {
  return `,"time":"${new Date().toISOString()}"`;
}

/** Path of the newest log, null when there is none or no such directory. */
export async function newestLog(directory: string): Promise<string | null> {
  const newest = (await logsIn(directory).catch(() => [])).at(-1);
  return newest === undefined ? null : join(directory, newest);
}
