// SPDX-License-Identifier: Apache-2.0
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isWanted, type CalamaresEye, type Wanted } from './calamares-eye.ts';
import type { KioskSession } from './kiosk-session.ts';
import { outputDirectory } from './medium.ts';

const APPLIED_MS = 400_000;
const START_MS = 1_200_000;
const MOST_STEPS = 30;
/** Pixels from the upper end of a bar's label to the middle of the bar. */
const BAR_MIDDLE = 8;

export const NEXT: Wanted = { role: 'button', name: /^Next$/ };
const WELCOME: Wanted = { name: /^Welcome to the ParticleOS installer$/ };
const TEXT: Wanted = { role: 'text' };
const SECRET: Wanted = { role: 'password text' };
const CITY = (name: string): Wanted => ({ role: 'combo box', name: new RegExp(`^${name}$`) });
const CHOICE: Wanted = { role: 'radio button' };
const US: Wanted = { role: 'list item', name: /^English \(US\)$/ };
/** Behind it in the list, less than a page. */
const GERMAN: Wanted = { role: 'list item', name: /^German$/ };

export interface CalamaresPerson {
  readonly fullName: string;
  readonly login: string;
  readonly password: string;
  /** Ticks the box that logs the user in at the start. */
  readonly autologin?: boolean;
}

/** Words of letters that are in one place on all keyboards here: for a page whose keyboard is the proposed one. */
export const anybody: CalamaresPerson = {
  fullName: 'Ada Lovelace',
  login: 'ada',
  password: 'Sturdiest7Walrus',
};

export interface CalamaresChoices extends CalamaresPerson {
  /** Node of the disk that is erased, as the page names it, e.g. "/dev/vdb". */
  readonly device: string;
  /** Encrypted with it when there is one. */
  readonly passphrase?: string;
  /** Title of an image of the catalogue, in place of the one on the medium. */
  readonly image?: string;
}

/** Goes through Calamares' pages as a person does: by QEMU's keyboard and pointer, at what a screen reader sees there. */
export class CalamaresPages {
  readonly eye: CalamaresEye;
  readonly #kiosk: KioskSession;
  readonly #name: string;
  readonly #pictures: 'every page' | 'asked for';

  /** name: begins the names of the pictures. */
  constructor(kiosk: KioskSession, eye: CalamaresEye, name: string, pictures: 'every page' | 'asked for') {
    this.#kiosk = kiosk;
    this.eye = eye;
    this.#name = name;
    this.#pictures = pictures;
  }

  /** Keeps a picture of the screen where a person finds it after the test. */
  async picture(what: string): Promise<void> {
    await this.#kiosk.untilStill();
    const taken = await this.#kiosk.live.machine.screenshot(`${this.#name}-${what}`);
    await copyFile(taken, join(outputDirectory, `calamares-${this.#name}-${what}.png`));
  }

  async #page(what: string): Promise<void> {
    if (this.#pictures === 'every page') await this.picture(what);
  }

  /**
   * A Calamares at its first page that has looked at all disks. One that still looks at them is never ended: the next one
   * then waited longer than ten minutes for its own look. Anew: it reads the catalogue when it starts.
   */
  async atFirstPage({ started = 'when needed' }: { started?: 'when needed' | 'anew' } = {}): Promise<void> {
    const here = await this.eye.see();
    const begun = here.some((thing) => isWanted(thing, WELCOME));
    const isNeeded = !begun || started === 'anew';
    if (begun && isNeeded) await this.eye.find(NEXT, 0, START_MS);
    if (isNeeded && here.length > 0) await this.#kiosk.sh('systemctl restart particleos-face.service');
    await this.eye.find(WELCOME, 0, START_MS);
    await this.eye.find(NEXT, 0, START_MS);
  }

  /** To the next page, which is known by something on it. */
  async next(page: string, sign: Wanted): Promise<void> {
    await this.eye.click(NEXT);
    await this.eye.find(sign);
    await this.#page(page);
  }

  async type(text: string): Promise<void> {
    await this.#kiosk.live.machine.qmp.typeText(text, 'de');
  }

  /** Types into a field of the page in place of what is there. */
  async typeInto(field: Wanted, at: number, text: string): Promise<void> {
    await this.eye.click(field, { at });
    await this.#kiosk.live.machine.qmp.sendKey('ctrl', 'a');
    await this.type(text);
  }

  /** From the first page to the one with the keyboards, by way of notes, image and place. */
  async toKeyboard({ image }: Pick<CalamaresChoices, 'image'> = {}): Promise<void> {
    await this.#pastNotes();
    await this.next('image', { name: /image on this medium/ });
    if (image !== undefined) {
      await this.eye.click({ role: 'list item', name: new RegExp(`^${image}$`) });
      await this.eye.until('another image', (things) =>
        things.every(({ name }) => !name.includes('image on this medium')),
      );
      await this.#page('image-chosen');
    }
    await this.next('location', { role: 'combo box' });
    await this.#chooseCity('Berlin');
    await this.#page('location-chosen');
    await this.next('keyboard', US);
  }

  /**
   * By the letters of its name, in the list that opens. A list takes letters for one word only when they come at a
   * person's pace (QStyleHints::keyboardInputInterval): on a busy host it is a neighbour, and keys lead on from there.
   */
  async #chooseCity(city: string): Promise<void> {
    const { qmp } = this.#kiosk.live.machine;
    const list: Wanted = { role: 'combo box', name: /^[A-Z]/ };
    await this.eye.click(CITY('London'));
    await this.type(city);
    await qmp.sendKey('ret');
    await this.eye.until('another city', (all) => !all.some((thing) => isWanted(thing, CITY('London'))));
    for (let tries = 0; tries < MOST_STEPS; tries += 1) {
      // The other list is that of the regions.
      const { name } = await this.eye.find(list, 1);
      if (name === city) return;
      await qmp.sendKey(name < city ? 'down' : 'up');
      await this.eye.until('the next city', (all) => !all.some((thing) => isWanted(thing, CITY(name))));
    }
    throw await this.#kiosk.live.machine.failure(`${city} was not found in the list`);
  }

  /** Past the first page; its notes are a picture to a screen reader. */
  async #pastNotes(): Promise<void> {
    await this.eye.click(NEXT);
    await this.#page('atomic');
  }

  /** Chooses the German layout; resolves when the screen has it. */
  async chooseGerman(): Promise<void> {
    const { qmp } = this.#kiosk.live.machine;
    // Of keys in a row some were lost: for each layout on the way the screen's own is changed. So one, and the pointer.
    await this.eye.click(US);
    await qmp.sendKey('pgdn');
    await this.eye.click(GERMAN);
    const end = performance.now() + APPLIED_MS;
    while (!/^XKB_DEFAULT_LAYOUT=de$/m.test(await this.#layout())) {
      if (performance.now() > end)
        throw await this.#kiosk.live.machine.failure(`the screen has ${await this.#layout()}`);
      await new Promise((resolve) => setTimeout(resolve, 3000));
    }
    await this.typeInto(TEXT, 0, 'yzäöü-');
    await this.eye.until('letters of German', (things) => things.some(({ value }) => value === 'yzäöü-'));
    await this.#page('keyboard-tried');
  }

  async #layout(): Promise<string> {
    return this.#kiosk.sh('cat /run/particleos-kiosk-config/environment');
  }

  async enterUser({ fullName, login, password, autologin }: CalamaresPerson): Promise<void> {
    await this.next('users', SECRET);
    await this.typeInto(TEXT, 0, fullName);
    await this.typeInto(TEXT, 1, login);
    for (const at of [0, 1]) await this.typeInto(SECRET, at, password);
    await this.eye.until('the name that was typed', (things) =>
      things.some(({ value }) => value === fullName),
    );
    if (autologin === true) {
      const box: Wanted = { role: 'check box', name: /^Log in automatically/ };
      await this.eye.click(box, { share: 0.02 });
      await this.eye.until('the box ticked', (things) =>
        things.some((thing) => isWanted(thing, box) && thing.checked),
      );
    }
    await this.#page('users-typed');
  }

  /** Chooses to erase a disk, with encryption where there is a passphrase. */
  async chooseDisk({ device, passphrase }: CalamaresChoices): Promise<void> {
    await this.next('partitions', CHOICE);
    await this.erase(device, passphrase);
  }

  /** On the partition page: erases a disk. */
  async erase(device: string, passphrase?: string): Promise<void> {
    await this.select(device);
    await this.eye.click({ role: 'radio button', name: /Erase/ }, { share: 0.02 });
    if (passphrase !== undefined) {
      await this.eye.click({ role: 'check box', name: /^Encrypt system$/ }, { share: 0.05 });
      for (const at of [0, 1]) await this.typeInto(SECRET, at, passphrase);
    }
    await this.#page('partitions-chosen');
  }

  /** On the partition page: one of several disks, in the list above the choices. */
  async select(device: string): Promise<void> {
    const { qmp } = this.#kiosk.live.machine;
    const list: Wanted = { role: 'combo box', name: /\/dev\// };
    for (let tries = 0; tries < 8; tries += 1) {
      const { name } = await this.eye.find(list);
      if (name.includes(`(${device})`)) return;
      await this.eye.click(list);
      await qmp.sendKey('down');
      await qmp.sendKey('ret');
    }
    throw await this.#kiosk.live.machine.failure(`${device} is not offered`);
  }

  /** On the partition page: beside what is there, in half of the partition in the middle of the disk. */
  async shrinkLargest(): Promise<void> {
    await this.eye.click({ role: 'radio button', name: /Install alongside/ }, { share: 0.1 });
    // The bars are pictures to a screen reader: they begin behind their label, at its upper end.
    const { x, y, width } = await this.eye.find({ role: 'label', name: /^Current:$/ });
    const screen = await this.#kiosk.colours();
    const middle = x + width + (screen.width - x - width) / 2;
    await this.#kiosk.live.machine.qmp.click(middle / screen.width, (y + BAR_MIDDLE) / screen.height);
    await this.eye.find({ role: 'label', name: /will be shrunk to/ });
  }

  /** From the first page to the summary, with everything chosen. */
  async choose(choices: CalamaresChoices): Promise<void> {
    await this.toKeyboard(choices);
    await this.chooseGerman();
    await this.enterUser(choices);
    await this.chooseDisk(choices);
    await this.toSummary();
  }

  /** The same, with place and keyboard as they are proposed: for an install that will not come to its end. */
  async chooseLittle(choices: CalamaresChoices): Promise<void> {
    await this.toPartitions(choices);
    await this.erase(choices.device, choices.passphrase);
    await this.toSummary();
  }

  /** From the first page to the partition page, with place and keyboard as they are proposed. */
  async toPartitions(person: CalamaresPerson): Promise<void> {
    await this.#pastNotes();
    const signs = [{ name: /image on this medium/ }, CITY('London'), US];
    for (const [index, sign] of signs.entries()) await this.next(`proposed-${String(index)}`, sign);
    await this.enterUser(person);
    await this.next('partitions', CHOICE);
  }

  async toSummary(): Promise<void> {
    await this.next('summary', { role: 'button', name: /^Install$/ });
  }

  /** Presses Install, below the summary and in the question after it. */
  async install(): Promise<void> {
    await this.eye.click({ role: 'button', name: /^Install$/ });
    await this.eye.click({ role: 'button', name: /^Install Now$/ });
  }
}
