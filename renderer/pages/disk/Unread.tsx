// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Facts } from '../../../core/facts/facts.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/Notice.tsx';

/** What could not be read of the machine, and why, in the words of the program that said it: nothing is left out in silence. */
export function Unread({ unread }: Pick<Facts, 'unread'>): ReactNode {
  const { t } = useWords();
  if (unread.length === 0) return null;
  return (
    <Notice tone="info" live>
      <p>{t('disk.unread')}</p>
      <ul className="unread">
        {unread.map(({ what, at = '', why, reason }) => (
          <li key={`${what} ${at}`}>
            {t(`unread.${what}`, { at })}:{' '}
            {why === undefined ? (
              <span lang="en" dir="ltr">
                {reason}
              </span>
            ) : (
              t(`unread.why.${why}`)
            )}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
