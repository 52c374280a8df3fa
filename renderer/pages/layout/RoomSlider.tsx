// SPDX-License-Identifier: Apache-2.0
import { useId, type ReactNode } from 'react';
import type { Offer } from '../../../core/plan/offers/offer.ts';
import { bytesOf } from '../../../core/request/byte-size.ts';
import type { LayoutRequest } from '../../../core/request/layout-request.ts';
import { useAnswers, useWizard } from '../../app/use-wizard.ts';
import { useWords } from '../../i18n/use-words.ts';
import { chosenDisk } from '../../machine/disk-selector.ts';

interface RoomSliderProps {
  readonly offer: Offer;
  readonly room: NonNullable<Offer['room']>;
  readonly layout: Extract<LayoutRequest, { kind: 'alongside' }>;
  /** The size that the partition keeps, in bytes. */
  readonly onChange: (toBytes: number) => void;
}

const MiB = 1024 ** 2;
const GB = 1000 ** 3;

/** A size within the room, on whole MiB as the planner shrinks. */
function within({ minBytes, maxBytes }: RoomSliderProps['room'], bytes: number): number {
  return Math.min(maxBytes, Math.max(minBytes, Math.round(bytes / MiB) * MiB));
}

/**
 * How much the system that is there keeps and how much the new one gets. The browser's own slider: arrows, Page Up and
 * Down, Home and End work in it, and screen readers know it; a number beside it for who knows what they want.
 */
export function RoomSlider({ offer, room, layout, onChange }: RoomSliderProps): ReactNode {
  const words = useWords();
  const { t } = words;
  const id = useId();
  const { state } = useWizard();
  const [{ disk: selector }] = useAnswers('disk');
  const disk = chosenDisk(selector, state.known.facts);
  const partition = disk?.partitions.find(({ name }) => name === offer.partition);
  const keptBytes = within(room, bytesOf(layout.to));
  const wholeBytes = partition?.sizeBytes ?? room.maxBytes;
  const name = offer.system?.name ?? offer.partition ?? '';
  const [kept, given] = [words.size(keptBytes), words.size(wholeBytes - keptBytes)];
  const set = (bytes: number): void => onChange(within(room, bytes));
  return (
    <section className="panel room" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t('layout.room')}</h2>
      <div className="room-ends" aria-hidden="true">
        <span>
          <bdi className="soft">{name}</bdi> <strong>{kept}</strong>
        </span>
        <span>
          <span className="soft">{t('content.system')}</span> <strong>{given}</strong>
        </span>
      </div>
      <input
        type="range"
        className="slider"
        aria-label={t('layout.room.slider', { name })}
        aria-valuetext={t('layout.room.value', { name, kept, given })}
        min={room.minBytes}
        max={room.maxBytes}
        step={MiB}
        value={keptBytes}
        onChange={(event) => set(Number(event.target.value))}
        onKeyDown={(event) => {
          // A MiB at a time would take a night.
          const steps = {
            ArrowLeft: -1,
            ArrowDown: -1,
            ArrowRight: 1,
            ArrowUp: 1,
            PageDown: -10,
            PageUp: 10,
          };
          const step = steps[event.key as keyof typeof steps];
          if (step === undefined) return;
          event.preventDefault();
          const turned =
            words.direction === 'rtl' && event.key.startsWith('Arrow') && !/Up|Down/.test(event.key);
          set((Math.round(keptBytes / GB) + (turned ? -step : step)) * GB);
        }}
        style={{ ['--share' as string]: share(room, keptBytes) }}
      />
      <div className="room-number">
        <label className="label" htmlFor={`${id}-number`}>
          {t('layout.room.number', { name })}
        </label>
        <input
          id={`${id}-number`}
          className="input"
          type="number"
          min={Math.ceil(room.minBytes / GB)}
          max={Math.floor(room.maxBytes / GB)}
          value={Math.round(keptBytes / GB)}
          onChange={(event) => event.target.value !== '' && set(Number(event.target.value) * GB)}
        />
        <span className="hint">
          {t('layout.room.limits', { least: words.size(room.minBytes), most: words.size(room.maxBytes) })}
        </span>
      </div>
    </section>
  );
}

/** Percent of the way from the least to the most. */
function share({ minBytes, maxBytes }: RoomSliderProps['room'], bytes: number): string {
  return `${maxBytes === minBytes ? 100 : ((bytes - minBytes) / (maxBytes - minBytes)) * 100}%`;
}
