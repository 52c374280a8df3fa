// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Output } from '../../../core/contract/contract.ts';
import type { ImageFacts } from '../../../core/facts/facts.ts';
import type { Issue } from '../../../core/issues/issue.ts';
import type { ImageReference } from '../../../core/request/image-reference.ts';
import { call } from '../../api/call.ts';
import { issuesOf } from '../../api/service-error.ts';
import { useAnswers } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { IssueList } from '../../ui/IssueList.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { reachRegistry } from '../network/reach-registry.ts';
import { registryOf } from './chosen-image.ts';
import { SignInDialog } from './SignInDialog.tsx';

/** Whether the image can be had: the registry, its certificate and its password, the clock, the image itself. */
export function RegistryCheck({ reference }: { readonly reference: ImageReference }): ReactNode {
  const words = useWords();
  const { t } = words;
  const [{ authFile }, change] = useAnswers('image');
  const [{ proxy }] = useAnswers('network');
  const [isBusy, setIsBusy] = useState(false);
  const [isSigningIn, setIsSigningIn] = useState(false);
  const [reach, setReach] = useState<Output<'reach'> | null>(null);
  const [image, setImage] = useState<ImageFacts | null>(null);
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const registry = registryOf(reference);
  const check = async (): Promise<void> => {
    setIsBusy(true);
    setImage(null);
    try {
      const answer = registry === null ? null : await reachRegistry(reference, proxy);
      setReach(answer);
      setIssues(answer?.issues ?? []);
      if (answer?.ok !== false) setImage((await call('facts', { image: reference })).image);
    } catch (error) {
      setIssues(issuesOf(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <div className="stack">
      <div className="row-buttons">
        <ActionButton onPress={() => void check()} lockedReason={isBusy ? t('image.checking') : null}>
          {t('image.check')}
        </ActionButton>
        {registry === null ? null : (
          <ActionButton onPress={() => setIsSigningIn(true)}>{t('image.signIn')}</ActionButton>
        )}
        {authFile === null ? null : <span className="badge">{t('image.signedIn')}</span>}
      </div>
      <div role="status">
        {reach?.ok === true && issues.length === 0 ? (
          <Notice tone="ok">
            <p>{t('image.reachable')}</p>
            {image === null ? null : (
              <p>
                {t('image.found', { title: image.title ?? reference, version: image.version ?? '–' })}{' '}
                {t('image.download', { size: words.size(image.compressedBytes) })}
              </p>
            )}
          </Notice>
        ) : null}
        {registry === null && image !== null ? (
          <Notice tone="ok">
            <p>{t('image.found', { title: image.title ?? reference, version: image.version ?? '–' })}</p>
          </Notice>
        ) : null}
        <IssueList issues={issues} />
      </div>
      {isSigningIn && registry !== null ? (
        <SignInDialog
          registry={registry}
          onClose={() => setIsSigningIn(false)}
          onSignedIn={(file) => {
            change({ authFile: file });
            setIsSigningIn(false);
            void check();
          }}
        />
      ) : null}
    </div>
  );
}
