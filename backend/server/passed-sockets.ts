// SPDX-License-Identifier: Apache-2.0

/** The first descriptor that systemd passes (sd_listen_fds(3), SD_LISTEN_FDS_START). */
const FIRST_FD = 3;
const VARIABLES = ['LISTEN_PID', 'LISTEN_FDS', 'LISTEN_FDNAMES'] as const;

/**
 * The sockets that systemd passed to this very process, by name (FileDescriptorName=, systemd.socket(5)); the variables are
 * inherited, so the number of the process is compared. One without a name is "service".
 */
export function passedSockets(env: NodeJS.ProcessEnv, pid: number): ReadonlyMap<string, number> {
  const count = env['LISTEN_PID'] === String(pid) ? Number(env['LISTEN_FDS']) : 0;
  const names = (env['LISTEN_FDNAMES'] ?? '').split(':');
  return new Map(
    Array.from({ length: Number.isInteger(count) ? count : 0 }, (_none, index) => [
      names[index] || 'service',
      FIRST_FD + index,
    ]),
  );
}

/** The same of this process, once: what it starts must not believe that it was passed them too. */
export function takePassedSockets(): ReadonlyMap<string, number> {
  const sockets = passedSockets(process.env, process.pid);
  for (const name of VARIABLES) delete process.env[name];
  return sockets;
}
