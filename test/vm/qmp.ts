// SPDX-License-Identifier: Apache-2.0
import type { Duplex } from 'node:stream';
import * as z from 'zod';
import { keyChords, type TypedLayout } from './key-chords.ts';

/** One message of QEMU, see docs/interop/qmp-spec.rst: greeting, event or answer. */
const messageSchema = z.union([
  z.object({ QMP: z.object({ version: z.unknown() }) }),
  z.object({ event: z.string(), data: z.record(z.string(), z.unknown()).optional() }),
  z.object({ return: z.unknown(), id: z.number() }),
  z.object({ error: z.object({ class: z.string(), desc: z.string() }), id: z.number().optional() }),
]);

export interface QmpEvent {
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Pending {
  readonly name: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

const KEY_HOLD_MS = 60;
const KEY_GAP_MS = 120;
const POINTER_GAP_MS = 300;
/** Range of an absolute axis (QEMU's include/ui/input.h, INPUT_EVENT_ABS_MAX). */
const TABLET_STEPS = 0x7f_ff;

/** QEMU's machine protocol over a connected stream: one JSON text per line, answers by id. */
export class QmpClient {
  readonly #stream: Duplex;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Set<(event: QmpEvent) => void>();
  readonly #greeting = Promise.withResolvers<undefined>();
  #nextId = 1;
  #partial = '';

  constructor(stream: Duplex) {
    this.#stream = stream;
    this.#greeting.promise.catch(() => undefined);
    const decoder = new TextDecoder();
    stream.on('data', (chunk: Buffer) => {
      const lines = (this.#partial + decoder.decode(chunk, { stream: true })).split('\n');
      this.#partial = lines.pop() ?? '';
      for (const line of lines) if (line.trim() !== '') this.#take(line);
    });
    stream.on('error', () => undefined);
    stream.on('close', () => {
      const gone = new Error('QEMU closed its QMP connection');
      this.#greeting.reject(gone);
      for (const { reject } of this.#pending.values()) reject(gone);
      this.#pending.clear();
    });
  }

  /** Waits for the greeting and leaves negotiation mode; must be called first. */
  async negotiate(): Promise<void> {
    await this.#greeting.promise;
    await this.execute('qmp_capabilities');
  }

  onEvent(listener: (event: QmpEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Runs one command; rejects with QEMU's own words. */
  execute(name: string, values: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    if (this.#stream.destroyed) return Promise.reject(new Error(`QMP ${name}: QEMU is gone`));
    const id = this.#nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#pending.set(id, { name, resolve, reject });
    this.#stream.write(`${JSON.stringify({ execute: name, arguments: values, id })}\n`);
    return promise;
  }

  /** Writes what the screen shows to a PNG file. */
  async screendump(path: string): Promise<void> {
    await this.execute('screendump', { filename: path, format: 'png' });
  }

  /** Presses keys at once, by QEMU's names ("ctrl", "alt", "f1", "ret"). */
  async sendKey(...codes: readonly string[]): Promise<void> {
    await this.execute('send-key', {
      keys: codes.map((data) => ({ type: 'qcode', data })),
      'hold-time': KEY_HOLD_MS,
    });
    await new Promise((resolve) => setTimeout(resolve, KEY_GAP_MS));
  }

  /** Types text on the keyboard of a machine that has this layout. */
  async typeText(text: string, layout: TypedLayout = 'us'): Promise<void> {
    for (const chord of keyChords(text, layout)) await this.sendKey(...chord);
  }

  /** Moves the pointer of a machine with a tablet there, and presses its left button. Shares of the screen, 0 to 1. */
  async click(x: number, y: number): Promise<void> {
    const axis = (name: 'x' | 'y', share: number) => ({
      type: 'abs',
      data: { axis: name, value: Math.round(share * TABLET_STEPS) },
    });
    const button = (down: boolean) => ({ type: 'btn', data: { button: 'left', down } });
    const send = async (...events: readonly unknown[]): Promise<void> => {
      await this.execute('input-send-event', { events });
      await new Promise((resolve) => setTimeout(resolve, POINTER_GAP_MS));
    };
    await send(axis('x', x), axis('y', y));
    await send(button(true));
    await send(button(false));
  }

  /** The power button: the guest decides what it does. */
  async powerdown(): Promise<void> {
    await this.execute('system_powerdown');
  }

  /** Ends QEMU now, as pulling the plug; its connection may close before it answers. */
  async quit(): Promise<void> {
    await this.execute('quit').catch(() => undefined);
  }

  #take(line: string): void {
    const message = messageSchema.parse(JSON.parse(line));
    if ('QMP' in message) this.#greeting.resolve(undefined);
    else if ('event' in message) {
      for (const listener of this.#listeners) listener({ event: message.event, data: message.data ?? {} });
    } else {
      const pending = message.id === undefined ? undefined : this.#pending.get(message.id);
      if (message.id !== undefined) this.#pending.delete(message.id);
      if ('error' in message) {
        pending?.reject(new Error(`QMP ${pending.name}: ${message.error.desc}`));
      } else pending?.resolve(message.return);
    }
  }
}
