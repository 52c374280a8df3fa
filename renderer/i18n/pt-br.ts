// SPDX-License-Identifier: Apache-2.0
import { en } from './en.ts';
import type { Words } from './languages.ts';

export const ptBr: Words = { messages: en, issues: {} };
