import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import type { TroubleshootFacts } from "#domain/recovery/troubleshoot-facts.ts";
import type { Finding } from "#domain/recovery/finding.ts";
import { findingForCode, findingForPasted, findingsFor } from "#domain/recovery/findings.ts";
import type { PastedError } from "#domain/recovery/pasted-error/parse.ts";

/** What a person asks about, in addition to this browser's own problems. */
interface Asked {
  /** The code in the address. */
  readonly code: string | undefined;
  readonly pasted: PastedError | null | undefined;
  /** The device that the pasted error is about, if known. */
  readonly pastedId: string | undefined;
  /** A client that the gateway's log names. */
  readonly logged: Finding | undefined;
}

/** All findings, the most likely first. What was asked about comes before the others. */
export function useFindings(facts: TroubleshootFacts, asked: Asked): readonly Finding[] {
  const { attempts } = useConnectionSnapshot();
  const paired = useDeviceList().data?.paired;
  const own = findingsFor(facts);
  const { code, pasted, pastedId, logged } = asked;
  if (logged) return putFirst(logged, own);
  if (pasted) {
    const isPaired = paired?.some(({ deviceId }) => deviceId === pastedId) === true;
    const ofDevice = pastedId === undefined ? pasted : { ...pasted, deviceId: pastedId };
    return putFirst(findingForPasted(ofDevice, isPaired ? "device" : "elsewhere"), own);
  }
  // This browser's own failure may be solved by now, although the link still names it.
  const isOwnCode = attempts.some(({ failure }) => failure?.code === code);
  if (code === undefined || isOwnCode) return own;
  const ofCode = findingForCode(code);
  return putFirst(own.find(({ id }) => id === ofCode.id) ?? ofCode, own);
}

/** Leaves out "nothing is wrong", which would confuse somebody who asks about another error. */
function putFirst(finding: Finding, others: readonly Finding[]): readonly Finding[] {
  return [finding, ...others.filter(({ id, severity }) => id !== finding.id && severity !== "info")];
}
