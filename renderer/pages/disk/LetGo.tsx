// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { Disk } from '../../../core/facts/facts.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useAnswers } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../../ui/Notice.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { namesOfHolders } from './why-not.ts';

/** Disks in use that can be let go of: what uses them, and the word that it may be ended. Nothing for idle ones. */
export function LetGo({ disks }: { readonly disks: readonly Disk[] }): ReactNode {
  const { t } = useWords();
  const [{ release }, change] = useAnswers('disk');
  const problem = useProblem();
  const holders = disks.flatMap((disk) => disk.holders);
  if (holders.length === 0) return null;
  return (
    <div data-field="release">
      <Notice tone="warning">
        <div className="stack">
          <p>{t('disk.reason.busy', { holders: namesOfHolders(holders) })}</p>
          <Tick
            label={t('disk.release')}
            hint={t('disk.release.hint')}
            isOn={release}
            onChange={(isOn) => change({ release: isOn })}
            problem={problem('release')}
          />
        </div>
      </Notice>
    </div>
  );
}
