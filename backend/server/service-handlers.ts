// SPDX-License-Identifier: Apache-2.0
import { applyHandler } from './handlers/apply.ts';
import { cancelHandler } from './handlers/cancel.ts';
import { catalogueHandler } from './handlers/catalogue.ts';
import { checkHandler } from './handlers/check.ts';
import { choicesHandler } from './handlers/choices.ts';
import { draftHandler } from './handlers/draft.ts';
import { factsHandler } from './handlers/facts.ts';
import { forgetHandler } from './handlers/forget.ts';
import { keyboardHandler } from './handlers/keyboard.ts';
import { keymapHandler } from './handlers/keymap.ts';
import { leaveHandler } from './handlers/leave.ts';
import { logHandler } from './handlers/log.ts';
import { networkHandler } from './handlers/network.ts';
import { offersHandler } from './handlers/offers.ts';
import { planHandler } from './handlers/plan.ts';
import { reachHandler } from './handlers/reach.ts';
import { recoveryKeyHandler } from './handlers/recovery-key.ts';
import { resumeHandler } from './handlers/resume.ts';
import { saveHandler } from './handlers/save.ts';
import { saveDraftHandler } from './handlers/save-draft.ts';
import { secretHandler } from './handlers/secret.ts';
import { signInHandler } from './handlers/sign-in.ts';
import { sshKeysHandler } from './handlers/ssh-keys.ts';
import { statusHandler } from './handlers/status.ts';
import { sticksHandler } from './handlers/sticks.ts';
import { unfinishedHandler } from './handlers/unfinished.ts';
import { wifiHandler } from './handlers/wifi.ts';
import { wiredHandler } from './handlers/wired.ts';
import type { Service } from './service.ts';
import type { VerbHandlers } from './verb-handlers.ts';

/** The root service's answer to each verb. */
export function serviceHandlers(service: Service): VerbHandlers {
  return {
    facts: factsHandler(service),
    check: checkHandler(service),
    plan: planHandler(service),
    offers: offersHandler(service),
    apply: applyHandler(service),
    status: statusHandler(service),
    cancel: cancelHandler(service),
    secret: secretHandler(service),
    recoveryKey: recoveryKeyHandler(service),
    keymap: keymapHandler(service),
    draft: draftHandler(service),
    saveDraft: saveDraftHandler(service),
    unfinished: unfinishedHandler(service),
    resume: resumeHandler(service),
    forget: forgetHandler(service),
    choices: choicesHandler(service),
    catalogue: catalogueHandler(service),
    keyboard: keyboardHandler(service),
    network: networkHandler(service),
    wifi: wifiHandler(service),
    wired: wiredHandler(service),
    reach: reachHandler(service),
    signIn: signInHandler(service),
    sshKeys: sshKeysHandler(service),
    sticks: sticksHandler(service),
    save: saveHandler(service),
    log: logHandler(service),
    leave: leaveHandler(service),
  };
}
