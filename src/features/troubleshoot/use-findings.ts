import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useDeviceList } from "#data/device-list.ts";
import type { TroubleshootFacts } from "#domain/recovery/facts.ts";
import type { Finding } from "#domain/recovery/finding.ts";
import { findingForCode, findingForPasted, findingsFor } from "#domain/recovery/findings.ts";
import type { PastedError } from "#domain/recovery/paste.ts";

/** What a person asks about, beside what is wrong here. */
interface Asked {
  /** The code in the address. */
  readonly code: string | undefined;
  readonly pasted: PastedError | null | undefined;
  /** Whom the pasted error is about, as far as that is known. */
  readonly pastedId: string | undefined;
}

/** What is wrong, the likeliest first; what was asked about comes before all. */
export function useFindings(facts: TroubleshootFacts, asked: Asked): readonly Finding[] {
  const { attempts } = useConnectionSnapshot();
  const paired = useDeviceList().data?.paired;
  const own = findingsFor(facts);
  const { code, pasted, pastedId } = asked;
  if (pasted) {
    const isPaired = paired?.some(({ deviceId }) => deviceId === pastedId) === true;
    const ofDevice = pastedId === undefined ? pasted : { ...pasted, deviceId: pastedId };
    return putFirst(findingForPasted(ofDevice, isPaired ? "device" : "elsewhere"), own);
  }
  // What this browser ran into itself may be over by now, though the link that led here still names it.
  const isOwnCode = attempts.some(({ failure }) => failure?.code === code);
  if (code === undefined || isOwnCode) return own;
  const ofCode = findingForCode(code);
  return putFirst(own.find(({ id }) => id === ofCode.id) ?? ofCode, own);
}

/** That nothing is wrong here would only confuse somebody who asks about something else. */
function putFirst(finding: Finding, others: readonly Finding[]): readonly Finding[] {
  return [finding, ...others.filter(({ id, severity }) => id !== finding.id && severity !== "info")];
}
