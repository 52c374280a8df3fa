// SPDX-License-Identifier: Apache-2.0
import { Fragment, useState, type ReactNode } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import { call } from '../../api/call.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { PASSPHRASE_SECRET } from '../encryption/fields.ts';
import { SYSTEM_SECRET } from '../layout/fields.ts';
import { PASSWORD_SECRET } from '../user/fields.ts';

interface SecretsDialogProps {
  /** As the request calls them. */
  readonly names: readonly string[];
  readonly onDone: () => void;
}

/**
 * Asks again for what is written down nowhere: passwords of an install that was cut off. What opens a system that is kept is
 * tried at once. The others are given anew, the disk's passphrase too, since its volume is made again (continue-plan.ts): a
 * slip would be found out at the first start, so they are typed twice.
 */
export function SecretsDialog({ names, onDone }: SecretsDialogProps): ReactNode {
  const { t } = useWords();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [repeated, setRepeated] = useState<Readonly<Record<string, string>>>({});
  const [isShown, setIsShown] = useState(false);
  const [isOpen, setIsOpen] = useState(true);
  const labelOf = (name: string): string => {
    if (name === PASSWORD_SECRET) return t('user.password');
    if (name === SYSTEM_SECRET) return t('layout.opened.key');
    return name === PASSPHRASE_SECRET ? t('encryption.passphrase') : `${t('network.password')}: ${name}`;
  };
  const isTwice = (name: string): boolean => name !== SYSTEM_SECRET;
  const isWhole = names.every((name) => (values[name] ?? '') !== '');
  const isSame = names.every((name) => !isTwice(name) || values[name] === repeated[name]);
  const type = isShown ? 'text' : 'password';
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
      missing={isWhole ? (isSame ? null : t('user.bad.repeat')) : t('unfinished.secrets.locked')}
    >
      <p className="soft">{t('unfinished.secrets.text')}</p>
      {names.map((name) => (
        <Fragment key={name}>
          <TextBox
            field={name}
            label={labelOf(name)}
            type={type}
            value={values[name] ?? ''}
            onChange={(value) => setValues({ ...values, [name]: value })}
          />
          {isTwice(name) ? (
            <TextBox
              field={`${name}-repeat`}
              label={`${labelOf(name)}: ${t('user.password.repeat')}`}
              type={type}
              value={repeated[name] ?? ''}
              onChange={(value) => setRepeated({ ...repeated, [name]: value })}
            />
          ) : null}
        </Fragment>
      ))}
      <Tick label={t('user.password.show')} isOn={isShown} onChange={setIsShown} />
    </FormDialog>
  );
}
