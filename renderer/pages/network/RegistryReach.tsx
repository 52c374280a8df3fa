// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import type { ImageReference } from '../../../core/request/image-reference.ts';
import { issuesOf } from '../../api/service-error.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { IssueList } from '../../ui/IssueList.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { registriesInView } from '../image/chosen-image.ts';
import { reachRegistry } from './reach-registry.ts';

interface OneRegistryProps {
  readonly registry: string;
  /** An image there. */
  readonly reference: ImageReference;
}

/** One registry: whether it answers this machine, by this network, at this time of its clock. */
function OneRegistry({ registry, reference }: OneRegistryProps): ReactNode {
  const { t } = useWords();
  const [{ proxy }] = useAnswers('network');
  const [isBusy, setIsBusy] = useState(false);
  const [issues, setIssues] = useState<readonly Issue[] | null>(null);
  const check = async (): Promise<void> => {
    setIsBusy(true);
    try {
      setIssues((await reachRegistry(reference, proxy)).issues);
    } catch (error) {
      setIssues(issuesOf(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <div className="stack">
      <div className="row-buttons">
        <ActionButton onPress={() => void check()} lockedReason={isBusy ? t('app.loading') : null}>
          {t('network.reach', { registry })}
        </ActionButton>
      </div>
      <div role="status">
        {issues?.length === 0 ? (
          <Notice tone="ok">
            <p>{t('image.reachable')}</p>
          </Notice>
        ) : null}
        <IssueList issues={issues ?? []} />
      </div>
    </div>
  );
}

/** The registries that a system may come from, while the network that leads there is being set up. */
export function RegistryReach(): ReactNode {
  const { t } = useWords();
  const { state } = useWizard();
  const registries = registriesInView(state);
  if (registries.size === 0) return null;
  return (
    <section className="panel stack" aria-labelledby="registries">
      <h2 id="registries">{t('network.registry')}</h2>
      {[...registries].map(([registry, reference]) => (
        <OneRegistry key={registry} registry={registry} reference={reference} />
      ))}
    </section>
  );
}
