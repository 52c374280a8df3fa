// SPDX-License-Identifier: Apache-2.0
import { en } from './en.ts';
import { enIssues } from './en-issues.ts';
import type { Words } from './languages.ts';

export const ar: Words = { messages: en, issues: enIssues };
