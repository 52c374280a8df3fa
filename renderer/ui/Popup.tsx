// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

interface PopupProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** A question that must be answered: a click beside it does not close it. */
  readonly isQuestion?: boolean;
}

/** A window over the page. Focus goes into it, stays there, and comes back; Escape closes it. */
export function Popup({ title, isOpen, onClose, children, isQuestion = false }: PopupProps): ReactNode {
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={!isQuestion}
    >
      <Modal className="modal">
        <Dialog className="dialog" role={isQuestion ? 'alertdialog' : 'dialog'}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
