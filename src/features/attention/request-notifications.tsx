import { useEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { RequestNotifier } from "./request-notifier.ts";
import { useDeviceList } from "#data/device-list.ts";

function isWatched(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** Shows notifications of new requests for as long as it is there; draws nothing itself. */
export function RequestNotifications() {
  const list = useDeviceList().data;
  const [notifier] = useState(() => new RequestNotifier());
  const navigate = useNavigate();
  const { pathname, search } = useLocation();

  useEffect(() => {
    notifier.leadTo((requestId) => {
      window.focus();
      // A dialog that is open holds a decision under way, perhaps a token that is shown only once.
      if (document.querySelector('[role="dialog"]')) return;
      const parameters = new URLSearchParams(pathname === "/devices" ? search : "");
      if (requestId !== null) parameters.set("review", requestId);
      void navigate({ pathname: "/devices", search: parameters.toString() });
    });
  }, [notifier, navigate, pathname, search]);

  useEffect(() => {
    if (list) notifier.update(list, isWatched());
  }, [notifier, list]);

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
