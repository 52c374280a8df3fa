// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useWords } from '../../i18n/use-words.ts';
import { selectorFor } from '../../../core/facts/selector-for.ts';
import { chosenDisk } from '../../machine/disk-selector.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IssueList } from '../../ui/IssueList.tsx';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { RadioCards } from '../../ui/RadioCards.tsx';
import { DiskWords } from './DiskWords.tsx';
import { LetGo } from './LetGo.tsx';
import { Unread } from './Unread.tsx';
import { whyNot } from './why-not.ts';

/** Which disk gets the system. None is chosen beforehand; those that cannot be are shown with the reason. */
export function DiskPage(): ReactNode {
  const { t } = useWords();
  const { state, store, planned } = useWizard();
  const [answers, change] = useAnswers('disk');
  const [, changeLayout] = useAnswers('layout');
  const problem = useProblem();
  const [isBusy, setIsBusy] = useState(false);
  const { facts } = state.known;
  const judged = (facts?.disks ?? []).map((disk) => ({
    disk,
    why: facts === null ? null : whyNot(disk, facts),
  }));
  const unfit = judged.filter(({ why }) => why !== null);
  const chosen = chosenDisk(answers.disk, facts);
  // That it is in use is asked about below the disks; said as an error it would say the same twice.
  const chosenIsFit = judged.some(({ disk, why }) => disk === chosen && why === null);
  const again = (): void => {
    setIsBusy(true);
    const stop = (): void => setIsBusy(false);
    store.probe().then(stop, stop);
  };
  return (
    <>
      <PageHeading title={t('disk.title')} lead={t('disk.lead')} />
      {facts === null ? <p role="status">{t('app.starting')}</p> : null}
      <RadioCards
        field="disk"
        label={t('disk.choice')}
        hideLabel
        value={chosen?.path ?? null}
        onChange={(path) => {
          const disk = facts?.disks.find((one) => one.path === path);
          if (disk === undefined || facts === null) return;
          const isOther = disk.path !== chosen?.path;
          // What was chosen for another disk says nothing of this one.
          change({ disk: selectorFor(disk, facts), ...(isOther ? { release: false } : {}) });
          if (isOther) changeLayout({ layout: null, further: [], discard: false });
        }}
        problem={problem('disk')}
        cards={judged
          .filter(({ why }) => why === null)
          .map(({ disk }) => ({
            value: disk.path,
            title: disk.model ?? t('disk.unnamed'),
            picture: <Icon name="disk" />,
            children: <DiskWords disk={disk} />,
          }))}
      />
      {facts !== null && unfit.length === judged.length ? <p>{t('welcome.disk.none')}</p> : null}
      {chosen !== null && chosenIsFit ? <LetGo disks={[chosen]} /> : null}
      <div role="status">
        <IssueList
          issues={planned.issues.filter(
            ({ path, code }) => path[0] === 'disk' && !(code === 'disk-busy' && chosenIsFit),
          )}
        />
      </div>
      {unfit.length === 0 ? null : (
        <section className="unfit" aria-labelledby="unfit">
          <h2 id="unfit">{t('disk.unsuitable')}</h2>
          <ul>
            {unfit.map(({ disk, why }) => (
              <li key={disk.path}>
                <Icon name="lock" />
                <span>
                  <bdi className="card-title">{disk.model ?? t('disk.unnamed')}</bdi>
                  <span className="reason">{why === null ? null : t(why.key, why.values)}</span>
                  <DiskWords disk={disk} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {facts === null ? null : <Unread unread={facts.unread} />}
      <div className="row-buttons">
        <ActionButton onPress={again} lockedReason={isBusy ? t('app.starting') : null}>
          {t('disk.again')}
        </ActionButton>
      </div>
    </>
  );
}
