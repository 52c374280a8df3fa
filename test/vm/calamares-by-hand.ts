// SPDX-License-Identifier: Apache-2.0
import { NEXT, type CalamaresPages } from './calamares-pages.ts';
import { isWanted, type Wanted } from './calamares-eye.ts';
import type { QmpClient } from './qmp.ts';

const OK: Wanted = { role: 'button', name: /^OK$/ };
const DIALOG: Wanted = { role: 'dialog' };
const PLACE: Wanted = { role: 'combo box', name: /^Mount Point:$/ };
const INSTALL: Wanted = { role: 'button', name: /^Install$/ };
/** Upstream's places and ours; the list is in the order of the alphabet. */
const MOST_PLACES = 12;
const SETTLE_MS = 1500;

/** What is made in the room that is free. */
export interface NewPartition {
  readonly place: string;
  /** Absent: all of the room. */
  readonly sizeMiB?: number;
  readonly passphrase?: string;
}

/** Partitions by hand, on Calamares' own page for it. */
export class CalamaresByHand {
  readonly #pages: CalamaresPages;
  readonly #qmp: QmpClient;

  constructor(pages: CalamaresPages, qmp: QmpClient) {
    this.#pages = pages;
    this.#qmp = qmp;
  }

  /** From the choices of the partition page to the table of a disk. */
  async open(device: string): Promise<void> {
    await this.#pages.select(device);
    const choice: Wanted = { role: 'radio button', name: /Manual partitioning/ };
    await this.#pages.eye.click(choice, { share: 0.1 });
    await this.#pages.eye.until('the choice', (all) =>
      all.some((thing) => thing.checked && isWanted(thing, choice)),
    );
    await this.#pages.next('by-hand', { role: 'table column header', name: /^Mount Point$/ });
  }

  /** Gives a partition that is there its place, and changes nothing else of it. */
  async keep(node: string, place: string): Promise<void> {
    await this.#dialog(new RegExp(`^${node}$`), 'Edit');
    await this.#mountAt(place);
    await this.#accept();
  }

  async create({ place, sizeMiB, passphrase }: NewPartition): Promise<void> {
    await this.#dialog(/^Free Space$/, 'Create');
    if (sizeMiB !== undefined)
      await this.#pages.typeInto({ role: 'spin button', name: /^Size:$/ }, 0, String(sizeMiB));
    if (passphrase !== undefined) {
      await this.#pages.eye.click({ role: 'check box', name: /^Encrypt$/ }, { share: 0.1 });
      for (const at of [0, 1]) await this.#pages.typeInto({ role: 'password text' }, at, passphrase);
    }
    await this.#mountAt(place);
    await this.#accept();
  }

  /** To the summary, by way of what Calamares thinks of the size of an ESP. */
  async toSummary(): Promise<void> {
    const { eye } = this.#pages;
    await eye.click(NEXT);
    const things = await eye.until('the summary', (all) =>
      all.some((thing) => isWanted(thing, INSTALL) || thing.role === 'alert'),
    );
    if (things.some(({ role }) => role === 'alert')) await eye.click(OK);
    await eye.find(INSTALL);
  }

  async #dialog(row: RegExp, button: string): Promise<void> {
    const { eye } = this.#pages;
    await eye.click({ role: 'table cell', name: row }, { share: 0.1 });
    await eye.click({ role: 'button', name: new RegExp(`^${button}$`) });
    await eye.find(DIALOG);
  }

  /** By the list: what was only typed was no place to Calamares 3.3.14. */
  async #mountAt(place: string): Promise<void> {
    const { eye } = this.#pages;
    await eye.click(PLACE, { share: 0.3 });
    for (let tries = 0; tries < MOST_PLACES; tries += 1) {
      await this.#qmp.sendKey('down');
      await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
      const things = await eye.see();
      if (things.some(({ role, value }) => role === 'text' && value === place)) return;
    }
    throw new Error(`${place} is not in the list`);
  }

  async #accept(): Promise<void> {
    await this.#pages.eye.click(OK);
    await this.#pages.eye.until('the table', (all) => !all.some((thing) => isWanted(thing, DIALOG)));
  }
}
