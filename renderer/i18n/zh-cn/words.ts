// SPDX-License-Identifier: Apache-2.0
import type { Words } from '../languages.ts';
import { issues } from './issues.ts';
import { messages } from './messages.ts';

export const words: Words = { messages, issues };
