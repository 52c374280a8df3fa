// SPDX-License-Identifier: Apache-2.0
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { Unfinished as Install } from '../../../core/journal/unfinished.ts';
import { call } from '../../api/call.ts';
import { useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { IssueList } from '../../ui/IssueList.tsx';
import { useResume } from '../failed/use-resume.ts';
import { SecretsDialog } from './SecretsDialog.tsx';

/** Installs that did not end, found on the disks of this machine: to go on with, to begin anew, or to be left. */
export function Unfinished(): ReactNode {
  const { state } = useWizard();
  const isKnown = state.known.facts !== null;
  const [installs, setInstalls] = useState<readonly Install[]>([]);
  useEffect(() => {
    // After the machine was looked at: both read the same disks.
    if (!isKnown) return;
    call('unfinished', {}).then(
      (answer) => setInstalls(answer.installs),
      () => null,
    );
  }, [isKnown]);
  const drop = useCallback(
    (runId: string) => setInstalls((before) => before.filter((one) => one.runId !== runId)),
    [],
  );
  return installs.map((install) => (
    <UnfinishedInstall key={install.runId} install={install} onGone={() => drop(install.runId)} />
  ));
}

function UnfinishedInstall({
  install,
  onGone,
}: {
  readonly install: Install;
  readonly onGone: () => void;
}): ReactNode {
  const words = useWords();
  const { t } = words;
  const { resume, isBusy, issues, missing } = useResume(install.runId, null);
  const { disk, image, begunAt, ended, diskState } = install;
  const date = new Date(begunAt);
  const begun = Number.isNaN(date.getTime())
    ? begunAt
    : date.toLocaleString(words.locale, { dateStyle: 'medium', timeStyle: 'short' });
  const leave = (): void => {
    call('forget', { runId: install.runId }).then(onGone, onGone);
  };
  const busy = isBusy ? t('review.starting') : null;
  return (
    <section className="panel unfinished" aria-labelledby={`unfinished-${install.runId}`}>
      <h2 id={`unfinished-${install.runId}`}>{t('unfinished.title')}</h2>
      <p>
        {t(`unfinished.${ended?.state ?? 'cut'}`, { disk, begun })} {t(`failed.disk.${diskState}`)}
      </p>
      <p className="soft">
        <bdi className="technical">{image.source}</bdi>
      </p>
      <IssueList issues={issues} />
      <div className="row-buttons">
        <ActionButton kind="primary" onPress={() => resume()} lockedReason={busy}>
          {t('unfinished.continue')}
        </ActionButton>
        <ActionButton onPress={onGone}>{t('unfinished.anew')}</ActionButton>
        <ActionButton kind="quiet" onPress={leave}>
          {t('unfinished.leave')}
        </ActionButton>
      </div>
      <p className="hint">{t('unfinished.hint')}</p>
      {missing.length === 0 ? null : <SecretsDialog names={missing} onDone={resume} />}
    </section>
  );
}
