import { useState } from "react";
import { isSameGateway } from "./known-gateways.ts";
import { inspectToken } from "#domain/credential-input.ts";
import type { TypedCredentials } from "#gateway/credentials.ts";

/** A field for a token: what is in it, what is wrong with that, and what to sign in with. */
export interface TokenInput {
  readonly value: string;
  readonly setValue: (value: string) => void;
  readonly problem: {
    readonly title: string;
    readonly sentence: string;
    readonly blocks: boolean;
    /** What the button says that takes what is probably meant; absent: there is nothing to take. */
    readonly offer?: string | undefined;
  } | null;
  /** Takes what is meant. @returns the gateway that it is for, where it says so */
  readonly takeOffer: () => string | undefined;
  /** The value is the token of a one-time link. */
  readonly isOneTime: boolean;
  /** What the value is; empty for an empty field. */
  readonly typed: Pick<TypedCredentials, "token" | "bootstrapToken">;
}

/**
 * A token as a person types or pastes it, for a field of the connect screen or of the troubleshooter.
 * @param gatewayUrl where it would be sent
 */
export function useTokenInput(gatewayUrl: string): TokenInput {
  const [value, setValue] = useState("");
  const [oneTime, setOneTime] = useState({ token: "", gatewayUrl: "" });
  const token = value.trim();
  const isOneTime = token !== "" && token === oneTime.token;
  const inspected = inspectToken(value);
  const found = isOneTime || inspected.kind === "ok" || inspected.kind === "empty" ? null : inspected;
  const takeOffer = () => {
    if (found?.isOneTime) {
      setOneTime({ token: found.suggestion ?? "", gatewayUrl: found.gatewayUrl ?? "" });
    }
    setValue(found?.suggestion ?? "");
    return found?.gatewayUrl;
  };
  const isElsewhere = isOneTime && !isSameGateway(oneTime.gatewayUrl, gatewayUrl);
  const elsewhere = {
    title: "This one-time link is for another gateway",
    sentence: `It works at ${oneTime.gatewayUrl} only.`,
    blocks: true,
  };
  return {
    value,
    setValue,
    problem: isElsewhere ? elsewhere : found && { ...found, offer: offerOf(found) },
    takeOffer,
    isOneTime,
    typed: token === "" ? {} : isOneTime ? { bootstrapToken: token } : { token },
  };
}

function offerOf({ suggestion, gatewayUrl }: { suggestion?: string; gatewayUrl?: string }) {
  if (suggestion !== undefined) return "Use what is meant";
  return gatewayUrl === undefined ? undefined : "Use its address";
}
