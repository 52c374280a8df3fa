// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import { call } from '../../api/call.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
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
  const signIn = async (): Promise<readonly Issue[]> => {
    await call('secret', { name: REGISTRY_SECRET, value: password });
    const { issues, authFile } = await call('signIn', { registry, user, passwordSecret: REGISTRY_SECRET });
    if (authFile !== null) onSignedIn(authFile);
    return issues;
  };
  return (
    <FormDialog
      title={t('image.signIn.title', { registry })}
      submit={t('image.signIn.submit')}
      onSubmit={signIn}
      onClose={onClose}
      missing={user === '' ? t('network.identity') : password === '' ? t('network.password') : null}
    >
      <TextBox field="user" label={t('network.identity')} technical value={user} onChange={setUser} />
      <TextBox
        field="password"
        label={t('network.password')}
        type="password"
        value={password}
        onChange={setPassword}
      />
    </FormDialog>
  );
}
