// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import { call } from '../../api/call.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { StickDialog } from '../../ui/StickDialog.tsx';
import { Tick } from '../../ui/Tick.tsx';

interface RecoveryKeyProps {
  readonly value: string;
  /** Somebody has it: the service forgets it. */
  readonly onKept: () => void;
}

/** The key that opens the disk when nothing else does: to write down, to photograph, to save. Shown until it was kept. */
export function RecoveryKey({ value, onKept }: RecoveryKeyProps): ReactNode {
  const { t } = useWords();
  const [isSaving, setIsSaving] = useState(false);
  const [isKept, setIsKept] = useState(false);
  return (
    <section className="panel recovery" aria-labelledby="recovery">
      <h2 id="recovery">{t('recovery.title')}</h2>
      <p>{t('recovery.text')}</p>
      <div className="recovery-key">
        <p className="key technical" dir="ltr" lang="en">
          {value.split('-').map((part, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- parts never change places, and may be the same twice
            <span key={index}>
              {index === 0 ? '' : '-'}
              {part}
            </span>
          ))}
        </p>
        <QrCode text={value} title={t('recovery.qr')} />
      </div>
      <div className="row-buttons">
        <ActionButton icon="stick" onPress={() => setIsSaving(true)}>
          {t('recovery.save')}
        </ActionButton>
      </div>
      <Tick label={t('recovery.kept')} isOn={isKept} onChange={setIsKept} />
      <ActionButton kind="primary" onPress={onKept} lockedReason={isKept ? null : t('recovery.locked')}>
        {t('recovery.done')}
      </ActionButton>
      {isSaving ? (
        <StickDialog
          what="recovery-key"
          title={t('recovery.save')}
          text={t('recovery.save.text')}
          onClose={() => setIsSaving(false)}
          save={(stick) => call('save', { what: 'recovery-key', stick })}
        />
      ) : null}
    </section>
  );
}
