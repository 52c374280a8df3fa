// SPDX-License-Identifier: Apache-2.0
import { createInterface } from 'node:readline';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { QmpClient, type QmpEvent } from './qmp.ts';
import { makeSocketPair } from './socket-pair.ts';

const commandSchema = z.object({
  execute: z.string(),
  id: z.number(),
  arguments: z.record(z.string(), z.unknown()),
});

/** Answers as QEMU does, in pieces that do not respect lines. */
function fakeQemu(socket: Socket): z.infer<typeof commandSchema>[] {
  const seen: z.infer<typeof commandSchema>[] = [];
  socket.write('{"QMP": {"version": {"qemu": {"major": 10}}, "capabilities": ["oob"]}}\r\n');
  createInterface({ input: socket }).on('line', (line) => {
    const command = commandSchema.parse(JSON.parse(line));
    seen.push(command);
    const event = '{"timestamp": {"seconds": 1}, "event": "STOP"}\r\n';
    const answer =
      command.execute === 'bad'
        ? { id: command.id, error: { class: 'CommandNotFound', desc: 'no such command' } }
        : { id: command.id, return: { echoed: command.execute } };
    const text = `${event}${JSON.stringify(answer)}\r\n`;
    for (let from = 0; from < text.length; from += 7) socket.write(text.slice(from, from + 7));
  });
  return seen;
}

test('negotiates, answers by id, and hands on events that come between', async () => {
  await using pair = await makeSocketPair();
  const qmp = new QmpClient(pair.near);
  const seen = fakeQemu(pair.far);
  const events: QmpEvent[] = [];
  qmp.onEvent((event) => events.push(event));
  await qmp.negotiate();
  const answers = await Promise.all([qmp.execute('one'), qmp.execute('two')]);
  expect(answers).toEqual([{ echoed: 'one' }, { echoed: 'two' }]);
  expect(seen.map(({ execute }) => execute)).toEqual(['qmp_capabilities', 'one', 'two']);
  expect(events).toEqual([1, 2, 3].map(() => ({ event: 'STOP', data: {} })));
});

test('an error of QEMU is an error with its words', async () => {
  await using pair = await makeSocketPair();
  const qmp = new QmpClient(pair.near);
  fakeQemu(pair.far);
  await qmp.negotiate();
  await expect(qmp.execute('bad')).rejects.toThrow('QMP bad: no such command');
});

test('commands fail when QEMU is gone, before and after', async () => {
  await using pair = await makeSocketPair();
  const qmp = new QmpClient(pair.near);
  const waiting = qmp.execute('never');
  pair.far.destroy();
  await expect(waiting).rejects.toThrow('QEMU closed');
  await expect(qmp.execute('late')).rejects.toThrow('QEMU is gone');
  await qmp.quit();
});

test('text becomes keys of the US layout', async () => {
  await using pair = await makeSocketPair();
  const qmp = new QmpClient(pair.near);
  const seen = fakeQemu(pair.far);
  await qmp.negotiate();
  await qmp.typeText('A/');
  expect(seen.slice(1).map((command) => command.arguments['keys'])).toEqual([
    [
      { type: 'qcode', data: 'shift' },
      { type: 'qcode', data: 'a' },
    ],
    [{ type: 'qcode', data: 'slash' }],
  ]);
  await expect(qmp.typeText('ä')).rejects.toThrow('no key for "ä"');
});

test('text becomes keys of the German layout, and the pointer goes where it is sent', async () => {
  await using pair = await makeSocketPair();
  const qmp = new QmpClient(pair.near);
  const seen = fakeQemu(pair.far);
  await qmp.negotiate();
  await qmp.typeText('zß', 'de');
  await expect(qmp.typeText('é', 'de')).rejects.toThrow('no key for "é"');
  await qmp.click(0.5, 1);
  expect(seen.slice(1, 3).map((command) => command.arguments['keys'])).toEqual([
    [{ type: 'qcode', data: 'y' }],
    [{ type: 'qcode', data: 'minus' }],
  ]);
  const button = (down: boolean) => [{ type: 'btn', data: { button: 'left', down } }];
  expect(seen.slice(3).map((command) => command.arguments['events'])).toEqual([
    [
      { type: 'abs', data: { axis: 'x', value: 16_384 } },
      { type: 'abs', data: { axis: 'y', value: 32_767 } },
    ],
    button(true),
    button(false),
  ]);
});
