// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/**
 * A text with holes: `{{name}}` is filled by the executor with a value an earlier step captured
 * (a UUID mkfs chose, the deployment's directory). Nothing else is ever substituted.
 */
const template = z.string();

/** Phases a person sees, in order; the weights live in core/run/progress.ts. */
export const phase = z.enum([
  'verify',
  'disk',
  'fetch',
  'unpack',
  'import',
  'install',
  'deploy',
  'configure',
  'boot',
  'proof',
  'finish',
]);
export type Phase = z.infer<typeof phase>;

/** What the disk is like once this step has begun: the table shown after a failure. */
export const diskState = z.enum([
  'untouched',
  'shrunk',
  'table-changed',
  'table-replaced',
  'formatted',
  'system-incomplete',
  'system-unbootable',
  'bootable',
]);
export type DiskState = z.infer<typeof diskState>;

const common = {
  /** Unique in the plan, stable across plans: tests and logs name it. */
  id: z.string(),
  phase,
  /** What is done, in a few words. */
  title: template,
  /** The state of the disk from the moment this step begins; absent: as before. */
  leaves: diskState.optional(),
  /**
   * A continued install leaves this step out once the step of this id was done, with all it wrote on the disk for good;
   * absent: the step is done again. What stands below a file system (table, encryption, array) names the step that made it.
   */
  doneWith: z.string().optional(),
};

/** How the progress of a long command is measured, in bytes. */
const totalBytes = z.number().int();
export const progressMeasure = z.discriminatedUnion('by', [
  z.object({
    /** Which counter of /proc/PID/io of the process and its children is watched (proc_pid_io(5)). */
    by: z.enum(['bytes-read', 'bytes-written']),
    /** The value at the end, in bytes; the bar never passes it. */
    totalBytes,
  }),
  z.object({
    /** What reached a whole disk since the command began, whoever wrote it: podman's containers are no children of ours. */
    by: z.literal('device-written'),
    /** Node of the disk or a link to it, e.g. /dev/disk/by-id/NAME. */
    device: template,
    totalBytes,
  }),
]);
export type ProgressMeasure = z.infer<typeof progressMeasure>;

/** Runs a program. Standard input is a text with holes, or a secret by name, never both. */
export const commandStep = z.object({
  ...common,
  kind: z.literal('command'),
  argv: z.array(template).nonempty(),
  stdin: z
    .union([
      z.object({ text: template }),
      /** `exact`: without the newline that ends a line; a key file is taken to its last byte (cryptsetup(8)). */
      z.object({ secret: z.string(), prefix: z.string(), exact: z.boolean().optional() }),
    ])
    .optional(),
  env: z.record(z.string(), template).optional(),
  /** Variables whose value is a secret, by the secret's name: only root can read another process's environment. */
  secretEnv: z.record(z.string(), z.string()).optional(),
  timeoutMs: z.number().int(),
  okExitCodes: z.array(z.number().int()).optional(),
  /** A failure is a warning in the log, not the end: the system works without this step. */
  optional: z.boolean().optional(),
  /** A cancel waits for its end: cut off, it would leave what was to be kept in pieces. */
  uncut: z.boolean().optional(),
  /** Keep trimmed stdout under this name for later holes. */
  capture: z.string().optional(),
  /**
   * Trimmed stdout is a secret that the run makes: it is handed to whoever asked for the run, under this name, and
   * can be a later step's secret. It is no hole, and neither it nor what the command says besides is logged.
   */
  captureSecret: z.string().optional(),
  /** Programs that a line of shell calls; they must be there before the first write, as argv[0] must. */
  programs: z.array(z.string()).optional(),
  progress: progressMeasure.optional(),
  /** Run at the end, on success, failure and cancel alike, newest first; `what` names the leftover if it fails. */
  undo: z.object({ what: template, argv: z.array(template).nonempty() }).optional(),
  /** Whose lines tell what the command is at (core/run/bootc-lines.ts); bytes alone speak where none is understood. */
  phases: z.enum(['bootc']).optional(),
});

/** Mounts; undone by unmounting, on success, failure and cancel alike. */
export const mountStep = z.object({
  ...common,
  kind: z.literal('mount'),
  source: template,
  target: template,
  type: z.string(),
  options: z.array(z.string()),
});

/** Writes a file whole (new inode, then renamed), with its parents. */
export const writeStep = z.object({
  ...common,
  kind: z.literal('write'),
  path: template,
  content: template,
  /** Holes of the content that are filled with secrets, by the secret's name: the plan never holds them. */
  secrets: z.record(z.string(), z.string()).optional(),
  mode: z.number().int(),
  /** The file must end up below this directory, whatever links an image has on the way. */
  within: template,
});

/** Something the executor does itself, by a name in backend/execute/actions: checks and what no program offers. */
export const actionStep = z.object({
  ...common,
  kind: z.literal('action'),
  action: z.string(),
  params: z.record(z.string(), z.unknown()),
  /** Keep the result under this name for later holes. */
  capture: z.string().optional(),
});

export const stepSchema = z.discriminatedUnion('kind', [commandStep, mountStep, writeStep, actionStep]);
/** One thing to do. A step is data; the executor does not know what a partition is. */
export type Step = z.infer<typeof stepSchema>;
