// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import { call } from '../../api/call.ts';
import { issuesOf } from '../../api/service-error.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { IssueList } from '../../ui/IssueList.tsx';
import { Popup } from '../../ui/Popup.tsx';
import { TextBox } from '../../ui/TextBox.tsx';

const REGISTRY_SECRET = 'registry-password';

interface SignInDialogProps {
  readonly registry: string;
  readonly onClose: () => void;
  readonly onSignedIn: (authFile: string) => void;
}

/** User and password for a registry. The service keeps them and answers the name of a file. */
export function SignInDialog({ registry, onClose, onSignedIn }: SignInDialogProps): ReactNode {
  const { t } = useWords();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const signIn = async (): Promise<void> => {
    setIsBusy(true);
    try {
      await call('secret', { name: REGISTRY_SECRET, value: password });
      const answer = await call('signIn', { registry, user, passwordSecret: REGISTRY_SECRET });
      setIssues(answer.issues);
      if (answer.authFile !== null) onSignedIn(answer.authFile);
    } catch (error) {
      setIssues(issuesOf(error));
    } finally {
      setIsBusy(false);
    }
  };
  const missing = user === '' ? t('network.identity') : password === '' ? t('network.password') : null;
  return (
    <Popup title={t('image.signIn.title', { registry })} isOpen onClose={onClose}>
      <IssueList issues={issues} />
      <TextBox field="user" label={t('network.identity')} technical value={user} onChange={setUser} />
      <TextBox
        field="password"
        label={t('network.password')}
        type="password"
        value={password}
        onChange={setPassword}
      />
      <div className="dialog-buttons">
        <ActionButton onPress={onClose}>{t('app.cancel')}</ActionButton>
        <ActionButton
          kind="primary"
          onPress={() => void signIn()}
          lockedReason={isBusy ? t('app.loading') : missing}
        >
          {t('image.signIn.submit')}
        </ActionButton>
      </div>
    </Popup>
  );
}
