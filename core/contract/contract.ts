// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { factsSchema } from '../facts/facts.ts';
import { issueSchema } from '../issues/issue.ts';
import { unfinishedSchema } from '../journal/unfinished.ts';
import { offersSchema } from '../plan/offers/offer.ts';
import { planSchema } from '../plan/plan.ts';
import { signatureRequest } from '../request/request.ts';
import { runSchema } from '../run/run.ts';
import { choicesSchema } from './choices.ts';
import { catalogueSchema } from './image-catalogue.ts';
import { networkStateSchema, wifiRequest, wiredRequest } from './network-state.ts';

const issues = z.array(issueSchema);
const nothing = z.strictObject({});
/** Longest answer file or draft that is taken, in characters. */
const MAX_TEXT = 262_144;
const request = z.string().max(MAX_TEXT);

/** What the installing verbs take and answer: these are the command line's verbs too, and `--json` prints the output. */
const installing = {
  facts: {
    input: z.object({ image: z.string().optional(), signature: signatureRequest.optional() }),
    output: factsSchema,
  },
  /** `request` is the text of an answer file: YAML, or JSON, which is YAML too. */
  check: { input: z.object({ request }), output: z.object({ ok: z.boolean(), issues }) },
  plan: {
    input: z.object({ request }),
    output: z.object({ hash: z.string().nullable(), plan: planSchema.nullable(), issues }),
  },
  /** Answers when the run has begun (a service) or ended (the command line). */
  apply: {
    input: z.object({ request, planHash: z.string() }),
    output: z.union([runSchema, z.object({ state: z.literal('refused'), issues })]),
  },
  status: { input: nothing, output: runSchema },
  /** Asks the run to end and clean up; the snapshot after says whether it has. */
  cancel: { input: nothing, output: runSchema },
} as const;

/** What a person at the live system needs besides: the service has these, the command line has not. */
const facing = {
  /** What can be done with the disk of a request, whatever its `layout` says, judged with all else that it asks for. */
  offers: { input: z.strictObject({ request }), output: offersSchema },
  /** A value for a name that a request refers to (passwordSecret); kept in memory only, never given back. */
  secret: {
    input: z.strictObject({ name: z.string().min(1).max(256), value: z.string().min(1).max(8192) }),
    output: nothing,
  },
  /**
   * The recovery key that a run made, until somebody says that it was written down: then it is gone, and the machine
   * restarts if that was asked for. Null: there is none.
   */
  recoveryKey: {
    input: z.strictObject({ acknowledge: z.boolean().optional() }),
    output: z.object({ key: z.string().nullable() }),
  },
  /** What a console keymap can type, for the typed test of a passphrase (core/policy/typeable.ts). */
  keymap: {
    input: z.strictObject({
      keymap: z
        .string()
        .regex(/^[\w.+-]+$/)
        .max(64),
    }),
    output: z.object({ characters: z.array(z.string()), issues }),
  },
  /** What the face has so far, as text of the face's own; outlives a reload and a crash. Never a secret. */
  draft: { input: nothing, output: z.object({ draft: z.string().nullable() }) },
  saveDraft: { input: z.strictObject({ draft: z.string().max(MAX_TEXT) }), output: nothing },
  /** Installs that were begun on a disk here and did not succeed: after a power cut, a crash, a failure, a cancel. */
  unfinished: { input: nothing, output: z.object({ installs: z.array(unfinishedSchema) }) },
  /**
   * Goes on with one of them: what is done for good is left out. `request`: the answer file, as for `apply`; without it
   * what the journal remembers. Refused when it would not be the very plan that was begun; then only `apply` is left,
   * which starts over. The way to try a failed run again, too.
   */
  resume: {
    input: z.strictObject({ runId: z.string().max(64), request: request.optional() }),
    output: z.union([runSchema, z.object({ state: z.literal('refused'), issues })]),
  },
  /** Takes the journal of one of them off the disk, and leaves the disk as it is. */
  forget: {
    input: z.strictObject({ runId: z.string().max(64) }),
    output: z.object({ issues }),
  },
  choices: { input: nothing, output: choicesSchema },
  catalogue: { input: nothing, output: catalogueSchema },
  /** Switches the keyboard of the kiosk; `applied: false` where the compositor cannot. */
  keyboard: {
    input: z.strictObject({ layout: z.string().max(8), variant: z.string().max(64).optional() }),
    output: z.object({ applied: z.boolean() }),
  },
  network: { input: z.strictObject({ scan: z.boolean().optional() }), output: networkStateSchema },
  wifi: { input: wifiRequest, output: z.object({ network: networkStateSchema, issues }) },
  wired: { input: wiredRequest, output: z.object({ network: networkStateSchema, issues }) },
  /** Whether the registry of a reference answers, with its certificate, credentials and this machine's clock. */
  reach: {
    input: z.strictObject({ reference: z.string().max(512), proxy: z.string().max(512).optional() }),
    output: z.object({ ok: z.boolean(), issues, clockSkewSeconds: z.number().nullable() }),
  },
  /** Signs in to a registry; the service keeps the credentials in memory and a request names the file it answers. */
  signIn: {
    input: z.strictObject({
      registry: z.string().max(256),
      user: z.string().max(256),
      passwordSecret: z.string(),
    }),
    output: z.object({ authFile: z.string().nullable(), issues }),
  },
  /** Public SSH keys found on sticks that are plugged in; nothing stays mounted. */
  sshKeys: {
    input: nothing,
    output: z.object({ keys: z.array(z.object({ from: z.string(), key: z.string() })) }),
  },
  /** Lines of the run's log after a line number, as shown in the log drawer. */
  log: {
    input: z.strictObject({ after: z.number().int().min(0) }),
    output: z.object({ lines: z.array(z.string()), next: z.number().int() }),
  },
  /** Sticks that a file could be saved to; a recovery key to none that is on an encrypted disk. */
  sticks: {
    input: z.strictObject({ what: z.enum(['bundle', 'answers', 'recovery-key']) }),
    output: z.object({
      sticks: z.array(
        z.object({ id: z.string(), title: z.string(), freeBytes: z.number().int().nullable() }),
      ),
    }),
  },
  /** Saves the support bundle (facts, plan, log: no secrets), an answer file, or the recovery key at hand, to a stick. */
  save: {
    input: z.discriminatedUnion('what', [
      z.strictObject({ what: z.literal('bundle'), stick: z.string() }),
      z.strictObject({ what: z.literal('answers'), stick: z.string(), request }),
      z.strictObject({ what: z.literal('recovery-key'), stick: z.string() }),
    ]),
    output: z.object({ file: z.string().nullable(), issues }),
  },
  /** Ends the live session. Refused while a run is under way. */
  leave: { input: z.strictObject({ action: z.enum(['reboot', 'poweroff']) }), output: z.object({ issues }) },
} as const;

/**
 * The API table: what each verb takes and answers, one entry a verb. Types are inferred from it, never written twice.
 * Over HTTP a verb is `POST /api/<verb>` with the input as JSON; 200 carries the output, anything else
 * `{issues}`. `GET /api/run` streams snapshots of the run as server-sent events, each complete in itself.
 */
export const contract = { ...installing, ...facing } as const;

export type Verb = keyof typeof contract;
/** Verbs that the command line has too; it cancels by a signal. */
export type CommandVerb = keyof typeof installing;
export type Input<V extends Verb> = z.infer<(typeof contract)[V]['input']>;
export type Output<V extends Verb> = z.infer<(typeof contract)[V]['output']>;
