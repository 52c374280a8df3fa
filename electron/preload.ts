// SPDX-License-Identifier: Apache-2.0
import { contextBridge, ipcRenderer } from 'electron';

/** All that a page gets besides the web: everything else goes by fetch to the own scheme. */
contextBridge.exposeInMainWorld('particleosShell', {
  /** Size of everything, in per cent, 50 to 300; resolves with what is set. */
  zoom: (percent: number): Promise<number> =>
    ipcRenderer.invoke('particleos:zoom', percent) as Promise<number>,
});
