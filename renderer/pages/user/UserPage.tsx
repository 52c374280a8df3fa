// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { useAnswers, useBeforeNext, useWizard } from '../../app/use-wizard.ts';
import { useProblem } from '../../app/use-problem.ts';
import { useWords } from '../../i18n/use-words.ts';
import { PageHeading } from '../../ui/PageHeading.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { Tick } from '../../ui/Tick.tsx';
import { chosenNames } from './chosen-names.ts';
import { PASSWORD_SECRET } from './fields.ts';
import { KeysBox } from './KeysBox.tsx';
import { StrengthMeter } from './StrengthMeter.tsx';

/** Who uses the machine. The password is handed over as a secret when the page is left, and forgotten here. */
export function UserPage(): ReactNode {
  const { t } = useWords();
  const [answers, change] = useAnswers('user');
  const problem = useProblem();
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [isShown, setIsShown] = useState(false);
  const { state } = useWizard();
  const { name, hostname } = chosenNames(state);

  useBeforeNext(async () => {
    if (password === '' && repeat === '') return { problems: [], settled: [] };
    if (password !== repeat)
      return { problems: [{ field: 'repeat', key: 'user.bad.repeat' }], settled: ['password'] };
    await call('secret', { name: PASSWORD_SECRET, value: password });
    change({ hasPassword: true });
    return { problems: [], settled: ['password'] };
  });

  const type = isShown ? 'text' : 'password';
  return (
    <>
      <PageHeading title={t('user.title')} lead={t('user.lead')} />
      <div className="stack narrow">
        <TextBox
          field="fullName"
          label={t('user.fullName')}
          optional
          value={answers.fullName}
          onChange={(fullName) => change({ fullName })}
          problem={problem('fullName')}
        />
        <TextBox
          field="name"
          label={t('user.name')}
          hint={t('user.name.hint')}
          technical
          value={name}
          onChange={(typed) => change({ name: typed })}
          problem={problem('name')}
        />
        <TextBox
          field="password"
          label={t('user.password')}
          {...(answers.hasPassword ? { hint: t('user.password.kept') } : {})}
          type={type}
          value={password}
          onChange={setPassword}
          problem={problem('password')}
        />
        {password === '' ? null : <StrengthMeter password={password} personal={[name, answers.fullName]} />}
        <TextBox
          field="repeat"
          label={t('user.password.repeat')}
          type={type}
          value={repeat}
          onChange={setRepeat}
          problem={problem('repeat')}
        />
        <Tick label={t('user.password.show')} isOn={isShown} onChange={setIsShown} />
        <KeysBox />
        <TextBox
          field="hostname"
          label={t('user.host')}
          hint={t('user.host.hint')}
          technical
          value={hostname}
          onChange={(typed) => change({ hostname: typed })}
          problem={problem('hostname')}
        />
      </div>
    </>
  );
}
