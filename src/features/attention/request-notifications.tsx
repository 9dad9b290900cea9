import { useEffect, useState } from "react";
import { askingAgent, askingDevice, askingNode } from "./asking.ts";
import { RequestNotifier } from "./request-notifier.ts";
import { reviewPlace, useDevicesView } from "#components/devices-view.ts";
import { usePlaceNavigate } from "#components/use-place-navigate.ts";
import { useAnswersCommands } from "#data/answer-commands.ts";
import { useCommandApprovals } from "#data/command-approvals.ts";
import { useDeviceList } from "#data/device-list.ts";
import { GatewayContext, useGateway } from "#data/gateway.ts";
import {
  nameOfGateway,
  useHasSeveralGateways,
  useKnownGateway,
  useKnownGateways,
} from "#data/gateway-in-use.ts";
import { useAllWaiting, useGateways } from "#data/gateways.ts";
import { safeText } from "#lib/safe-text.ts";

function isWatched(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** Shows notifications about new requests on all gateways while it is mounted. */
export function RequestNotifications() {
  const gateways = useGateways();
  const known = useKnownGateways();
  const inUse = useGateway();
  const all = new Set([inUse, ...known.map(({ url }) => gateways.of(url))]);
  return [...all].map((gateway) => (
    <GatewayContext key={gateway.url} value={gateway}>
      <OfGateway />
    </GatewayContext>
  ));
}

function OfGateway() {
  const { url } = useGateway();
  const list = useDeviceList().data;
  const { nodes } = useAllWaiting();
  const commands = useCommandApprovals();
  const answers = useAnswersCommands();
  const [notifier] = useState(() => new RequestNotifier(url));
  const hasSeveral = useHasSeveralGateways();
  const name = safeText(nameOfGateway(useKnownGateway(url)), 60).plain;
  const navigate = usePlaceNavigate();
  const devicesView = useDevicesView();

  useEffect(() => {
    notifier.leadTo((requestId) => {
      window.focus();
      // An open dialog may show a token that would be lost.
      if (document.querySelector('[role="dialog"]')) return;
      const view = devicesView();
      // What else waits is on that page as well.
      const isOfDevice = list?.pending.some((request) => request.requestId === requestId);
      navigate(requestId !== null && isOfDevice ? reviewPlace(view, requestId) : `/devices${view}`);
    });
  }, [notifier, navigate, devicesView, list]);

  useEffect(() => {
    if (!list) return;
    const asking = [
      ...list.pending.map((request) => askingDevice(request, list.paired)),
      ...nodes.flatMap(({ gateway, request }) => (gateway.url === url ? askingNode(request) : [])),
      ...(answers ? commands.map(askingAgent) : []),
    ];
    notifier.update(asking, isWatched(), hasSeveral ? name : null);
  }, [notifier, list, nodes, commands, answers, url, hasSeveral, name]);

  useEffect(() => {
    const close = () => notifier.closeAll();
    window.addEventListener("pagehide", close);
    return () => {
      window.removeEventListener("pagehide", close);
      close();
    };
  }, [notifier]);
  return null;
}
