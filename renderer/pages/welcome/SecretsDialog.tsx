// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import { call } from '../../api/call.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { PASSPHRASE_SECRET } from '../encryption/fields.ts';
import { SYSTEM_SECRET } from '../layout/fields.ts';
import { PASSWORD_SECRET } from '../user/fields.ts';

interface SecretsDialogProps {
  /** As the request calls them. */
  readonly names: readonly string[];
  readonly onDone: () => void;
}

/** Asks again for what is written down nowhere: passwords of an install that was cut off. */
export function SecretsDialog({ names, onDone }: SecretsDialogProps): ReactNode {
  const { t } = useWords();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [isOpen, setIsOpen] = useState(true);
  const labelOf = (name: string): string => {
    if (name === PASSWORD_SECRET) return t('user.password');
    if (name === SYSTEM_SECRET) return t('layout.opened.key');
    return name === PASSPHRASE_SECRET ? t('encryption.passphrase') : `${t('network.password')}: ${name}`;
  };
  const isWhole = names.every((name) => (values[name] ?? '') !== '');
  const done = async (): Promise<readonly Issue[]> => {
    for (const name of names) await call('secret', { name, value: values[name] ?? '' });
    setIsOpen(false);
    onDone();
    return [];
  };
  if (!isOpen) return null;
  return (
    <FormDialog
      title={t('unfinished.secrets')}
      submit={t('unfinished.continue')}
      onSubmit={done}
      onClose={() => setIsOpen(false)}
      missing={isWhole ? null : t('unfinished.secrets.locked')}
    >
      <p className="soft">{t('unfinished.secrets.text')}</p>
      {names.map((name) => (
        <TextBox
          key={name}
          field={name}
          label={labelOf(name)}
          type="password"
          value={values[name] ?? ''}
          onChange={(value) => setValues({ ...values, [name]: value })}
        />
      ))}
    </FormDialog>
  );
}
