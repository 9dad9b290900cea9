import { describe, expect, it } from "vitest";

import { INHERITED_NAMES } from "#lib/test-support/inherited-names.ts";
import { clientKind, platformText } from "./client-kinds.ts";
import { riskTiers } from "./risk.ts";
import { describeRole, describeScope } from "./scopes.ts";

describe.each(INHERITED_NAMES)("%s is a word like any other", (word) => {
  it("as a scope and as a role", () => {
    expect(describeScope(word)).toMatchObject({ value: word, isKnown: false });
    expect(describeRole(word)).toMatchObject({ value: word, isKnown: false });
    expect(riskTiers([word], [word])).toEqual(riskTiers(["invented"], ["invented"]));
  });

  it("as a client, a platform and a family", () => {
    const device = { clientId: word, clientMode: word, platform: word, deviceFamily: word, roles: [word] };
    expect(clientKind(device)).toEqual({ kind: "unknown", label: word.toLowerCase() });
    expect(platformText(device)).toBe(word);
  });
});
