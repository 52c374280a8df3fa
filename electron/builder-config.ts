// SPDX-License-Identifier: Apache-2.0
import type { Configuration } from 'electron-builder';

export interface PackOptions {
  /** Directory with what electronBundle made, a package.json and renderer/. */
  readonly app: string;
  readonly output: string;
  /** Directory with a runtime of Electron: nothing is downloaded. */
  readonly electronDist: string;
  readonly electronVersion: string;
  /** A .deb besides the directory; fpm, which makes it, is fetched by electron-builder. */
  readonly deb: boolean;
  /** Off for runtimes before 12, which have none (test/electron). */
  readonly fuses: boolean;
}

/** What electron-builder packs. */
export function builderConfig(options: PackOptions): Configuration {
  return {
    appId: 'org.particleos.wizard',
    productName: 'ParticleOS installer',
    copyright: 'Apache-2.0',
    directories: { app: options.app, output: options.output },
    electronDist: options.electronDist,
    electronVersion: options.electronVersion,
    // It is bundled; what the checkout has beside it is not for it.
    files: ['main.cjs', 'preload.cjs', 'renderer/**', 'package.json', '!node_modules/**'],
    asar: true,
    npmRebuild: false,
    publish: null,
    linux: {
      target: options.deb ? ['dir', 'deb'] : ['dir'],
      executableName: 'particleos-wizard',
      category: 'System',
      maintainer: 'ParticleOS installer maintainers',
      synopsis: 'Wizard of the ParticleOS installer, for trying it on a desktop',
    },
    ...(options.fuses
      ? {
          electronFuses: {
            runAsNode: false,
            enableCookieEncryption: false,
            enableNodeOptionsEnvironmentVariable: false,
            enableNodeCliInspectArguments: false,
            enableEmbeddedAsarIntegrityValidation: false,
            onlyLoadAppFromAsar: true,
            loadBrowserProcessSpecificV8Snapshot: false,
            grantFileProtocolExtraPrivileges: false,
          },
        }
      : {}),
  };
}
