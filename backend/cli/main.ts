// SPDX-License-Identifier: Apache-2.0
import { Command, CommanderError, Option } from 'commander';
import { IssueError } from '../../core/issues/issue-error.ts';
import { RealRunner } from '../runner/real-runner.ts';
import { exitCode, type ExitCode } from './exit-code.ts';
import { STATE_DIRECTORY } from '../install/state-directory.ts';
import { printIssues, printJson, processOutput, type Output } from './output.ts';

/** Set by the bundler to the version of package.json. */
declare const PARTICLEOS_VERSION: string | undefined;
const version = typeof PARTICLEOS_VERSION === 'string' ? PARTICLEOS_VERSION : 'development';

type Work = (output: Output) => Promise<ExitCode>;

const LOOKING_SECRET = 'what opens an encrypted system that is kept; may be repeated';

/** Where the live system has the wizard's files. */
const RENDERER = '/usr/share/particleos/renderer';

/** The one place where exceptions end. */
async function guarded(json: boolean, work: Work): Promise<void> {
  const output = processOutput(json);
  try {
    process.exitCode = await work(output);
  } catch (error) {
    if (error instanceof IssueError) {
      printIssues(output, [error.issue], undefined);
      if (json) printJson(output, { issues: [error.issue] });
      process.exitCode = exitCode.refused;
      return;
    }
    output.err(
      `particleos-installer: this is a bug in the installer: ${error instanceof Error ? error.stack : String(error)}\n`,
    );
    process.exitCode = exitCode.internal;
  }
}

/** The command line, as `--help` shows it and docs/generated/cli.md repeats it. */
export function buildProgram(): Command {
  const program = new Command('particleos-installer')
    .description('Installs an atomic Debian image on a disk, as an answer file asks.')
    .version(version)
    .exitOverride()
    .addHelpText(
      'after',
      '\nExit status: 0 done, 1 install failed, 2 wrong usage, 3 refused (nothing was written), 4 bug, 130 cancelled.',
    );
  const json = (): Option => new Option('--json', 'print the result as JSON').default(false);
  program
    .command('facts')
    .description('show what this machine has: disks, firmware, memory, the image at hand')
    .option('--image <reference>', 'look into this image too')
    .addOption(
      new Option('--public-key <file>', 'say whether the image is signed with this key').conflicts('policy'),
    )
    .option('--policy <file>', 'say whether the image meets this containers-policy.json(5)')
    .option('--content', 'look into the files of the image and its initramfs as well', false)
    .addOption(json())
    .action((o: { json: boolean; content: boolean; image?: string; publicKey?: string; policy?: string }) =>
      guarded(o.json, async (output) => {
        const { image, publicKey, policy, content } = o;
        const signature =
          publicKey !== undefined ? { publicKey } : policy !== undefined ? { policy } : undefined;
        return (await import('./facts-command.ts')).factsCommand(new RealRunner(), output, {
          image,
          signature,
          content,
        });
      }),
    );
  program
    .command('check')
    .description('say what is wrong with an answer file on this machine; needs no root and no network')
    .argument('<file>', 'answer file, "-" for standard input')
    .option('--secret <name=file>', LOOKING_SECRET, collect, [])
    .addOption(json())
    .action((file: string, o: { json: boolean; secret: string[] }) =>
      guarded(o.json, async (output) =>
        (await import('./check-command.ts')).checkCommand(new RealRunner(), output, file, o.secret),
      ),
    );
  program
    .command('plan')
    .description('show what would be done, without doing it')
    .argument('<file>', 'answer file, "-" for standard input')
    .option('--commands', 'show every step', false)
    .option('--words', 'with --json: put English sentences to the issues', false)
    .option('--secret <name=file>', LOOKING_SECRET, collect, [])
    .addOption(json())
    .action((file: string, o: { json: boolean; commands: boolean; words: boolean; secret: string[] }) =>
      guarded(o.json, async (output) =>
        (await import('./plan-command.ts')).planCommand(new RealRunner(), output, file, o),
      ),
    );
  program
    .command('apply')
    .description('install: erases the chosen disk')
    .argument('[file]', 'answer file, "-" for standard input')
    .option(
      '--unattended',
      'take the answer file handed to this live system (fw_cfg or a volume PARTICLECFG)',
      false,
    )
    .option('--yes', 'do not ask for confirmation', false)
    .option('--plan-hash <hash>', 'apply only the plan with this hash, as `plan --json` prints it')
    .option('--secret <name=file>', 'a secret the answer file refers to; may be repeated', collect, [])
    .option('--recovery-key <file>', 'put the recovery key of an encrypted disk there instead of showing it')
    .option('--events', 'print what happens as it happens, a line of JSON each', false)
    .addOption(json())
    .action(
      (
        file: string | undefined,
        o: {
          json: boolean;
          events: boolean;
          unattended: boolean;
          yes: boolean;
          planHash?: string;
          secret: string[];
          recoveryKey?: string;
        },
      ) =>
        guarded(o.json, async (output) =>
          (await import('./apply-command.ts')).applyCommand(new RealRunner(), output, file, {
            unattended: o.unattended,
            yes: o.yes,
            secrets: o.secret,
            planHash: o.planHash,
            recoveryKey: o.recoveryKey,
            events: o.events,
          }),
        ),
    );
  program
    .command('resume')
    .description('say which install was begun here and did not end; do the rest of it, or leave it')
    .addOption(new Option('--continue', 'do the rest of it').conflicts('forget'))
    .option('--forget', 'take its journal off the disk, and leave the disk as it is')
    .option('--disk <node>', 'which, when several disks have one, e.g. /dev/sda')
    .option('--answers <file>', 'the same answer file again, when the journal does not remember all of it')
    .option('--secret <name=file>', 'a secret it needs; may be repeated', collect, [])
    .addOption(json())
    .action(
      (o: {
        json: boolean;
        continue?: boolean;
        forget?: boolean;
        disk?: string;
        answers?: string;
        secret: string[];
      }) =>
        guarded(o.json, async (output) =>
          (await import('./resume-command.ts')).resumeCommand(new RealRunner(), output, {
            choice: o.continue === true ? 'continue' : o.forget === true ? 'forget' : undefined,
            disk: o.disk,
            answers: o.answers,
            secrets: o.secret,
          }),
        ),
    );
  program
    .command('undo-table')
    .description('put back the partition table that an install replaced, while nothing was formatted')
    .option('--log <run>', 'the log of that run, by its path or a part of its name; default: the newest')
    .option('--yes', 'do not ask for confirmation', false)
    .addOption(json())
    .action((o: { json: boolean; log?: string; yes: boolean }) =>
      guarded(o.json, async (output) =>
        (await import('./undo-table-command.ts')).undoTableCommand(new RealRunner(), output, {
          log: o.log,
          yes: o.yes,
        }),
      ),
    );
  program
    .command('status')
    .description('show how the install goes, or went; on a system that bootc updates, what runs there')
    .addOption(json())
    .action((o: { json: boolean }) =>
      guarded(o.json, async (output) =>
        (await import('./status-command.ts')).statusCommand(new RealRunner(), output, STATE_DIRECTORY),
      ),
    );
  program
    .command('logs')
    .description('print the newest log')
    .addOption(json())
    .action((o: { json: boolean }) =>
      guarded(o.json, async (output) => (await import('./logs-command.ts')).logsCommand(output)),
    );
  program
    .command('convert')
    .description('make an answer file of what another installer knows')
    .command('calamares')
    .description("from Calamares' global storage, as JSON; secrets in it are named, never repeated")
    .argument('<file>', 'global storage, "-" for standard input')
    .option('--choices', 'check what was chosen so far on this machine, before a disk is', false)
    .option('--note-tables', "note every disk's partition table in a log; needs root", false)
    .addOption(json())
    .action((file: string, o: { json: boolean; choices: boolean; noteTables: boolean }) =>
      guarded(o.json, async (output) =>
        (await import('./convert-command.ts')).convertCommand(new RealRunner(), output, file, o),
      ),
    );
  program
    .command('qr')
    .description('print the squares of a QR code for the text on standard input')
    .addOption(json())
    .action((o: { json: boolean }) =>
      guarded(o.json, async (output) => (await import('./qr-command.ts')).qrCommand(output)),
    );
  program
    .command('sticks')
    .description('list the sticks that are plugged in and that a recovery key can be saved to')
    .addOption(json())
    .action((o: { json: boolean }) =>
      guarded(o.json, async (output) =>
        (await import('./sticks-command.ts')).sticksCommand(new RealRunner(), output),
      ),
    );
  program
    .command('save')
    .description('save to a stick what an install has made')
    .command('recovery-key')
    .description('the recovery key on standard input, as a file; the stick may be pulled out afterwards')
    .requiredOption('--stick <id>', 'which, as `sticks` prints it')
    .addOption(json())
    .action((o: { json: boolean; stick: string }) =>
      guarded(o.json, async (output) =>
        (await import('./save-command.ts')).saveRecoveryKeyCommand(new RealRunner(), output, o.stick),
      ),
    );
  program
    .command('schema')
    .description('print the JSON schema of the answer file')
    .action(() =>
      guarded(true, async (output) => (await import('./schema-command.ts')).schemaCommand(output)),
    );
  program
    .command('serve')
    .description('answer faces on a Unix socket: the one systemd passes, or --socket')
    .option('--socket <path>', 'make this socket, for its owner and group')
    .option(
      '--renderer <directory>',
      "the wizard's files, for the kiosk's port if systemd passes one",
      RENDERER,
    )
    .addOption(
      new Option('--idle-minutes <n>', 'end when nobody was connected for so long; 0: never')
        .default(10)
        .argParser(Number),
    )
    .action((o: { socket?: string; renderer: string; idleMinutes: number }) =>
      guarded(false, async (output) =>
        (await import('./serve-command.ts')).serveCommand(new RealRunner(), output, {
          ...o,
          socket: o.socket,
        }),
      ),
    );
  program
    .command('gateway')
    .description('let a browser elsewhere on the network to the service: the one that shows the code')
    .option('--service <path>', 'socket of the service', '/run/particleos/service.sock')
    .option('--renderer <directory>', "the wizard's files", RENDERER)
    .addOption(new Option('--port <n>', 'port, on every address').default(8443).argParser(Number))
    .action((o: { service: string; renderer: string; port: number }) =>
      guarded(false, async (output) =>
        (await import('./gateway-command.ts')).gatewayCommand(new RealRunner(), output, o),
      ),
    );
  return program;
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

/** Entry point of the bundle. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await buildProgram().parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? exitCode.ok : exitCode.usage;
  }
}
