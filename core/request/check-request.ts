// SPDX-License-Identifier: Apache-2.0
import { errorIssue, warningIssue, type Issue } from '../issues/issue.ts';
import { checkImage } from './check-image.ts';
import { checkKernelArguments } from './check-kernel-arguments.ts';
import { checkLayout } from './check-layout.ts';
import { checkNetwork } from './check-network.ts';
import { checkUsers } from './check-users.ts';
import { consoleKeymap, isKnownLayout } from './console-keymap.ts';
import type { Request } from './request.ts';
import { closestTimeZone, isTimeZone } from './time-zone.ts';

function checkTimeZone({ timezone }: Request): Issue[] {
  if (timezone === undefined || isTimeZone(timezone)) return [];
  const suggestion = closestTimeZone(timezone) ?? '';
  return [errorIssue('timezone-unknown', ['timezone'], { timezone, suggestion })];
}

function checkKeyboard({ keyboard }: Request): Issue[] {
  if (keyboard === undefined || keyboard.keymap !== undefined) return [];
  const { layout, variant } = keyboard;
  if (consoleKeymap(layout, variant ?? null) !== null) return [];
  const named = variant === undefined ? layout : `${layout} (${variant})`;
  const path = variant === undefined ? ['keyboard', 'layout'] : ['keyboard', 'variant'];
  // Georgian or Hindi has no console keymap, which is no reason not to install; "ed" for "de" is.
  const make = isKnownLayout(layout) ? warningIssue : errorIssue;
  return [make('keymap-unknown', isKnownLayout(layout) ? path : ['keyboard', 'layout'], { layout: named })];
}

/** Everything that can be said of a request without facts: errors and warnings, in the order of the format. */
export function checkRequest(request: Request): Issue[] {
  return [
    ...checkLayout(request),
    ...checkImage(request),
    ...checkKeyboard(request),
    ...checkTimeZone(request),
    ...checkUsers(request),
    ...checkNetwork(request),
    ...checkKernelArguments(request),
  ];
}
