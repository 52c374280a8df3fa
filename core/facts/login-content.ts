// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';

/** What was found of how people log in to an image at its screen. */
export const loginContentSchema = z.object({
  /** Login screens whose program is there: sddm, gdm, lightdm, and those that are only known by name. */
  managers: z.array(z.string()),
  /** What display-manager.service leads to, without ".service"; null: no such link. */
  active: z.string().nullable(),
  /** Files of sessions by name, e.g. "plasma.desktop", Wayland's first. */
  sessions: z.array(z.string()),
  /** GDM's configuration below /etc, which has no directory for additions; null: none is there. */
  gdm: z.object({ path: z.string(), text: z.string() }).nullable(),
  /** agetty(8) is there, for the text console. */
  console: z.boolean(),
});
export type LoginContent = z.infer<typeof loginContentSchema>;
