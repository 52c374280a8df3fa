// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { errorIssue, uncheckedIssue } from '../../../core/issues/issue.ts';
import { askedAgain } from './asked-again.ts';

test('a password that the service has lost is asked for again', () => {
  expect(askedAgain([errorIssue('secret-missing', [], { name: 'user-password' })])).toEqual({
    missing: ['user-password'],
    issues: [],
  });
});

test('what opens a system that is kept is asked for too, and once more when it was wrong', () => {
  const params = { partition: 'sda4', secret: 'system-passphrase' };
  const unopened = uncheckedIssue('keep-data-unopened', ['layout', 'passphraseSecret'], params);
  expect(askedAgain([unopened])).toEqual({ missing: ['system-passphrase'], issues: [] });
  const wrong = errorIssue('keep-data-wrong-key', ['layout', 'passphraseSecret'], params);
  expect(askedAgain([wrong, wrong])).toEqual({ missing: ['system-passphrase'], issues: [wrong, wrong] });
});

test('nothing is asked for where something else stands against it', () => {
  const issue = errorIssue('resume-nothing');
  expect(askedAgain([issue])).toEqual({ missing: [], issues: [issue] });
});
