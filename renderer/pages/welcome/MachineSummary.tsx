// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { MessageKey } from '../../i18n/en.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { requirementsOf, type Requirement } from './requirements.ts';

const stateKey: Readonly<Record<Requirement['state'], MessageKey>> = {
  ok: 'app.ok',
  warning: 'app.warning',
  error: 'app.error',
};

/** What the machine brings, and what is missing with its remedy. */
export function MachineSummary(): ReactNode {
  const words = useWords();
  const { state, store } = useWizard();
  const { facts, network } = state.known;
  const requirements = requirementsOf(facts, network);
  const textOf = ({ text, values, sizes = {} }: Requirement): string => {
    const written = Object.entries(sizes).map(([name, bytes]) => [name, words.size(bytes)] as const);
    if (text === 'app.ok') return written.map(([, size]) => size).join(', ');
    return words.t(text, { ...values, ...Object.fromEntries(written) });
  };
  return (
    <section className="machine" aria-labelledby="machine">
      <h2 id="machine">{words.t('welcome.machine')}</h2>
      <ul aria-busy={facts === null}>
        {requirements.map((one) => (
          <li key={one.id} className={one.state}>
            <Icon name={one.icon} />
            <span>
              <strong>{words.t(one.title)}</strong>
              <span className="soft">{textOf(one)}</span>
            </span>
            <span className="state">
              <Icon name={one.state === 'ok' ? 'check' : one.state} />
              <span className="only-read">{words.t(stateKey[one.state])}</span>
            </span>
          </li>
        ))}
      </ul>
      {facts === null ? (
        <p className="soft" role="status">
          {words.t('app.starting')}
        </p>
      ) : null}
      {requirements.some(({ state }) => state !== 'ok') ? (
        <ActionButton kind="quiet" onPress={() => void Promise.allSettled([store.probe(), store.scan()])}>
          {words.t('welcome.disk.again')}
        </ActionButton>
      ) : null}
    </section>
  );
}
