// SPDX-License-Identifier: Apache-2.0
import { Component, type ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { ActionButton } from '../ui/ActionButton.tsx';
import { PageHeading } from '../ui/PageHeading.tsx';

function Broken({ message }: { readonly message: string }): ReactNode {
  const { t } = useWords();
  return (
    <main className="page broken">
      <PageHeading title={t('app.broken')} lead={t('app.broken.text')} />
      <p lang="en" className="technical">
        {message}
      </p>
      <ActionButton kind="primary" onPress={() => location.reload()}>
        {t('app.reload')}
      </ActionButton>
    </main>
  );
}

/** A fault of ours does not end in an empty screen: the draft is with the service, and the page can be loaded again. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly message: string | null }
> {
  override state: { readonly message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    const { message } = this.state;
    return message === null ? this.props.children : <Broken message={message} />;
  }
}
