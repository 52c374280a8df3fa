// SPDX-License-Identifier: Apache-2.0
import type { App, Session } from 'electron';
import { isOwn } from './scheme.ts';

/** Denies what a page could ask for: permissions, devices, downloads, other pages, windows. Called before the app is ready. */
export function lockDown(app: App, ownSession: () => Session): void {
  app.on('ready', () => {
    const session = ownSession();
    session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
    session.setPermissionCheckHandler(() => false);
    session.setDevicePermissionHandler(() => false);
    session.on('will-download', (event) => event.preventDefault());
    // Whatever a page names, nothing leaves this program: only the own scheme, and what never leaves the page.
    session.webRequest.onBeforeRequest(({ url }, callback) => {
      callback({ cancel: !isOwn(url) && !/^(data|blob|devtools):/.test(url) });
    });
  });
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event, url) => {
      if (!isOwn(url)) event.preventDefault();
    });
    contents.on('will-redirect', (event, url) => {
      if (!isOwn(url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
