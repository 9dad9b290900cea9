import { stripHidden } from "#lib/hidden-characters.ts";
import { safeText, type SafeText } from "#lib/safe-text.ts";

import type { DeviceFacts } from "./device.ts";

/** A name to show. All but the operator's label come from the device, which may say anything. */
interface ShownName {
  readonly safe: SafeText;
  /** `label`: an operator gave it; `name`: the device says so; `client`: only its program is known; `id`: no name. */
  readonly source: "label" | "name" | "client" | "id";
}

/**
 * The name to show for a device: operator's label, display name, client id, short id. Names of which nothing can be
 * seen are passed over. Always show `shortDeviceId` beside it, since names are not unique.
 *
 * @param maxLength in graphemes
 */
export function shownName(device: NamedDevice, maxLength?: number): ShownName {
  if (maxLength !== undefined) return findName(device, maxLength);
  // Cached: a row needs it three times, and scrolling a long table renders many rows.
  const known = shownNames.get(device) ?? findName(device);
  shownNames.set(device, known);
  return known;
}

type NamedDevice = DeviceFacts & { readonly operatorLabel?: string | undefined };

const shownNames = new WeakMap<NamedDevice, ShownName>();

function findName(device: NamedDevice, maxLength?: number): ShownName {
  const candidates = [
    ["label", device.operatorLabel],
    ["name", device.displayName],
    ["client", device.clientId],
  ] as const;
  for (const [source, raw] of candidates) {
    if (!raw) continue;
    const safe = safeText(raw, maxLength);
    if (!safe.isBlank) return { safe, source };
  }
  return { safe: safeText(shortDeviceId(device.deviceId)), source: "id" };
}

/** The first eight hex digits of a device id; of an id that is not hex, as much as is safe to show. */
export function shortDeviceId(deviceId: string): string {
  const head = deviceId.slice(0, 8);
  return /^[0-9a-f]{8}$/i.test(head) ? head.toLowerCase() : safeText(deviceId, 8).plain || "no id";
}

/** Letters that look like Latin ones, as pairs; capitals where their small form looks like another letter. */
const LOOK_ALIKES = new Map(
  (
    "ΗhΝnΥyІl" + // capitals
    "аaвbеeкkмmнhоoрpсcтtуyхxіlјjѕsԁdһhԛqԝwӏlёe" + // Cyrillic
    "αaβbγyεeζzηnιlκkμuνvοoρpτtυuχx" + // Greek
    "ılɑaɡgɩl" + // Latin
    "0o1lil|l"
  )
    .match(/../gsu)
    ?.map((pair) => [pair.slice(0, -1), pair.slice(-1)] as const),
);

/**
 * Reduces a name to its look, so that names which look the same become equal: compatibility forms,
 * case, accents, spaces, quotes, invisible characters and the common Cyrillic, Greek and digit look-alikes are gone.
 * Looks at the part that is shown at most.
 *
 * @returns "" for a name of which nothing can be seen
 */
export function nameSkeleton(name: string): string {
  let skeleton = "";
  for (const character of stripHidden(name.slice(0, 256).normalize("NFKC"))) {
    skeleton += LOOK_ALIKES.get(character) ?? character.toLowerCase();
  }
  skeleton = skeleton
    .normalize("NFD")
    .replace(/[\u0300-\u036f\s'"`´‘’‚“”„ʼ]/g, "")
    .replace(/\p{Pd}/gu, "-");
  let result = "";
  for (const character of skeleton) result += LOOK_ALIKES.get(character) ?? character;
  return result.replaceAll("rn", "m").slice(0, 64);
}

/**
 * The skeleton of a paired device's name, cached since a list is refetched every minute with mostly the same names. Names of
 * requests are not cached, since the cache would only grow.
 */
export function pairedNameSkeleton(name: string): string {
  const known = skeletons.get(name);
  if (known !== undefined) return known;
  if (skeletons.size >= MAX_SKELETONS) skeletons.clear();
  const skeleton = nameSkeleton(name);
  skeletons.set(name, skeleton);
  return skeleton;
}

const skeletons = new Map<string, string>();
const MAX_SKELETONS = 20_000;
