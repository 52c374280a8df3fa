// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { FieldError, Label, Radio, RadioGroup } from 'react-aria-components';

export interface Card {
  readonly value: string;
  readonly title: string;
  readonly lang?: string;
  /** Shown below the title, and read with it. */
  readonly children?: ReactNode;
  readonly picture?: ReactNode;
}

interface RadioCardsProps {
  readonly field: string;
  readonly label: string;
  /** The label is read, not seen: the page's heading says the same. */
  readonly hideLabel?: boolean;
  readonly cards: readonly Card[];
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly problem?: string | undefined;
  /** Cards side by side where there is room: as many as fit, or at most two or three a row. */
  readonly tiles?: boolean | 'two' | 'three';
}

/** One of several, each on a card. */
export function RadioCards(props: RadioCardsProps): ReactNode {
  const { field, label, hideLabel = false, cards, value, onChange, problem, tiles = false } = props;
  return (
    <RadioGroup
      className="field"
      data-field={field}
      value={value}
      onChange={onChange}
      isInvalid={problem !== undefined}
      validationBehavior="aria"
    >
      <Label className={hideLabel ? 'only-read' : 'label'}>{label}</Label>
      <div
        className={['cards', tiles === false ? '' : 'tiles', typeof tiles === 'string' ? tiles : '']
          .join(' ')
          .trim()}
      >
        {cards.map((card) => (
          <Radio key={card.value} value={card.value} className="card">
            <span className="dot" aria-hidden="true" />
            {card.picture}
            <span className="card-words">
              <span className="card-title" lang={card.lang}>
                {card.title}
              </span>
              {card.children}
            </span>
          </Radio>
        ))}
      </div>
      <FieldError className="field-error">{problem}</FieldError>
    </RadioGroup>
  );
}
