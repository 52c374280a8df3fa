// SPDX-License-Identifier: Apache-2.0
import type { Facts } from '../facts/facts.ts';
import type { Settings } from './settings.ts';
import { literal } from './template.ts';

/** A serial console that the live system was started with is one that someone looks at: the installed system keeps it. */
function consoles(facts: Pick<Facts, 'consoles'>, asked: readonly string[]): string[] {
  const serial = facts.consoles.some((name) => name.startsWith('tty') && !/^tty\d*$/.test(name));
  const saysItself = asked.some((karg) => karg.startsWith('console='));
  return serial && !saysItself ? facts.consoles.map((name) => `console=${literal(name)}`) : [];
}

/** Arguments of the installed kernel beside its root, in order; what the person asked for comes last and so wins. */
export function kernelArguments(facts: Pick<Facts, 'consoles'>, settings: Settings): string[] {
  const { keymap, kernelArguments: asked } = settings;
  return [
    ...consoles(facts, asked),
    ...(keymap === null || keymap === 'us'
      ? []
      : [`rd.vconsole.keymap=${keymap}`, `vconsole.keymap=${keymap}`]),
    ...asked.map(literal),
  ];
}
