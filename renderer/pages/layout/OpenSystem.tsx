// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { Issue } from '../../../core/issues/issue.ts';
import type { Offer } from '../../../core/plan/offers/offer.ts';
import type { LayoutRequest } from '../../../core/request/layout-request.ts';
import { call } from '../../api/call.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { TextBox } from '../../ui/TextBox.tsx';
import { SYSTEM_SECRET } from './fields.ts';

const closed = ['keep-data-locked', 'keep-data-wrong-key', 'keep-data-closed', 'keep-data-unopened'];

/** Why a system is not open yet; null for every other offer. */
export function closedBy({ issues }: Offer): Issue | null {
  return issues.find(({ code }) => closed.includes(code)) ?? null;
}

interface OpenSystemProps {
  readonly offer: Offer;
  /** The offers are asked for anew, with what was typed. */
  readonly onOpen: (layout: LayoutRequest) => void;
}

/** Asks for what opens a system that this installer has encrypted, so that its files can be kept. */
export function OpenSystem({ offer, onOpen }: OpenSystemProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const [value, setValue] = useState('');
  const name = offer.partition ?? '';
  const issue = closedBy(offer);
  const open = async (): Promise<void> => {
    if (value === '' || offer.layout.kind !== 'keep-data') return;
    await call('secret', { name: SYSTEM_SECRET, value });
    onOpen({ ...offer.layout, passphraseSecret: SYSTEM_SECRET });
  };
  return (
    <form
      className="panel stack"
      aria-label={t('layout.opened.title', { name })}
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <h2>{t('layout.opened.title', { name })}</h2>
      <p className="soft">{t('layout.opened.text')}</p>
      <TextBox
        field="opened"
        label={t('layout.opened.key')}
        type="password"
        value={value}
        onChange={setValue}
        problem={
          issue === null || issue.code === 'keep-data-locked' ? undefined : words.issue(issue).sentence
        }
      />
      <div className="row-buttons">
        <ActionButton submits lockedReason={value === '' ? t('layout.opened.missing') : null}>
          {t('layout.opened.open')}
        </ActionButton>
      </div>
    </form>
  );
}
