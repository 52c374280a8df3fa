// SPDX-License-Identifier: Apache-2.0
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import {
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListLayout,
  SearchField,
  Virtualizer,
} from 'react-aria-components';
import { useAfterPaint } from './use-after-paint.ts';

export interface SearchItem {
  readonly id: string;
  readonly title: string;
  /** Shown after the title, found too. */
  readonly detail?: string;
}

interface SearchListProps {
  readonly field: string;
  readonly label: string;
  readonly searchLabel: string;
  /** Asked once the page is painted; another function stands for other items. */
  readonly items: () => readonly SearchItem[];
  readonly value: string | null;
  readonly onChange: (id: string) => void;
  readonly nothing: (text: string) => string;
  readonly problem?: string | undefined;
}

const none: readonly SearchItem[] = [];

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** A long list that is narrowed by typing. Only the rows in sight are in the page. */
export function SearchList(props: SearchListProps): ReactNode {
  const { field, label, searchLabel, items, value, onChange, nothing, problem } = props;
  const [text, setText] = useState('');
  // What was chosen before stands on top, in sight; what is chosen now stays where it is.
  const [before] = useState(value);
  const isPainted = useAfterPaint();
  const rows = useMemo(
    () => (isPainted ? items().toSorted((a, b) => Number(b.id === before) - Number(a.id === before)) : none),
    [items, before, isPainted],
  );
  const wanted = plain(text.trim());
  const isSearching = wanted !== '';
  // What is found by is made when someone searches: the page comes up before.
  const texts = useMemo(
    () => (isSearching ? rows.map(({ id, title, detail }) => plain(`${title} ${detail ?? ''} ${id}`)) : null),
    [rows, isSearching],
  );
  const shown = useMemo(
    () => (texts === null ? rows : rows.filter((_, index) => texts[index]?.includes(wanted) === true)),
    [rows, texts, wanted],
  );
  const [first] = shown;
  // Hundreds of rows are made ready after the letter that was typed is painted.
  const ready = useDeferredValue(shown);
  // Until then the list has no rows, and says of none that nothing was found: a row without words to a screen reader.
  const isReady = isPainted && (ready.length > 0 || shown.length === 0);
  return (
    <div className="field search-list" data-field={field}>
      <SearchField
        className="search"
        value={text}
        onChange={setText}
        onSubmit={() => first !== undefined && onChange(first.id)}
      >
        <Label className="label">{searchLabel}</Label>
        <Input className="input" />
      </SearchField>
      {isReady ? (
        <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowSize: 40 }}>
          <ListBox
            className="list"
            aria-label={label}
            items={ready}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={value === null ? [] : [value]}
            onSelectionChange={(keys) => {
              const [key] = keys === 'all' ? [] : [...keys];
              if (key !== undefined) onChange(String(key));
            }}
            renderEmptyState={() => <p className="nothing">{nothing(text)}</p>}
          >
            {(item) => (
              <ListBoxItem id={item.id} textValue={item.title} className="row">
                <span>{item.title}</span>
                {item.detail === undefined ? null : <span className="row-detail">{item.detail}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Virtualizer>
      ) : (
        <div className="list" />
      )}
      {problem === undefined ? null : <p className="field-error">{problem}</p>}
    </div>
  );
}
