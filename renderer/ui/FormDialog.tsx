// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Issue } from '../../core/issues/issue.ts';
import { issuesOf } from '../api/service-error.ts';
import { useWords } from '../i18n/use-words.ts';
import { ActionButton } from './ActionButton.tsx';
import { IssueList } from './IssueList.tsx';
import { Popup } from './Popup.tsx';

interface FormDialogProps extends FormProps {
  readonly title: string;
}

interface FormProps {
  readonly children: ReactNode;
  /** What the button says that sends it. */
  readonly submit: string;
  /** Sends what was typed; what stands against it is shown above the fields. */
  readonly onSubmit: () => Promise<readonly Issue[]> | void;
  readonly onClose: () => void;
  /** What is missing yet; null: it can be sent. */
  readonly missing?: string | null;
  /** Said while it is being sent. */
  readonly busy?: string;
}

/** A window with fields. The first of them has the focus, and Enter in any of them sends it. */
export function FormDialog({ title, ...form }: FormDialogProps): ReactNode {
  return (
    <Popup title={title} isOpen onClose={form.onClose}>
      <Form {...form} />
    </Popup>
  );
}

function Form({ children, submit, onSubmit, onClose, missing = null, busy }: FormProps): ReactNode {
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const lockedReason = isBusy ? (busy ?? t('app.loading')) : missing;
  // Before the window itself takes the focus, which it leaves where it is then.
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  const send = async (): Promise<void> => {
    setIsBusy(true);
    try {
      setIssues((await onSubmit()) ?? []);
    } catch (error) {
      setIssues(issuesOf(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form
      ref={form}
      className="dialog-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (lockedReason === null) void send();
      }}
    >
      <IssueList issues={issues} />
      {children}
      <div className="dialog-buttons">
        <ActionButton onPress={onClose}>{t('app.cancel')}</ActionButton>
        <ActionButton kind="primary" submits lockedReason={lockedReason}>
          {submit}
        </ActionButton>
      </div>
    </form>
  );
}
