// SPDX-License-Identifier: Apache-2.0
import { useState, type ReactNode } from 'react';
import type { DiskState } from '../../../core/plan/step.ts';
import { call } from '../../api/call.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ActionButton } from '../../ui/ActionButton.tsx';
import { Popup } from '../../ui/Popup.tsx';

interface CancelDialogProps {
  readonly disk: DiskState;
  readonly onClose: () => void;
}

/** Asks before an install is cancelled, and says what that means for the disk now. */
export function CancelDialog({ disk, onClose }: CancelDialogProps): ReactNode {
  const { t } = useWords();
  const [isBusy, setIsBusy] = useState(false);
  const cancel = (): void => {
    setIsBusy(true);
    // The run's next snapshots tell how it goes on; where the service was not reached, it can be asked again.
    call('cancel', {}).catch(() => setIsBusy(false));
  };
  return (
    <Popup title={t('progress.cancel.title')} isOpen isQuestion onClose={onClose}>
      <p>{t(disk === 'untouched' ? 'progress.cancel.untouched' : 'progress.cancel.erased')}</p>
      <div className="dialog-buttons">
        <ActionButton kind="primary" onPress={onClose}>
          {t('progress.cancel.keep')}
        </ActionButton>
        <ActionButton kind="danger" onPress={cancel} lockedReason={isBusy ? t('progress.cancelling') : null}>
          {t('progress.cancel.do')}
        </ActionButton>
      </div>
    </Popup>
  );
}
