import type { ReactNode } from "react";
import { keepDevicesView, reviewPlace, useDevicesView } from "./devices-view.ts";
import { useGatewayPlace } from "./gateway-place.ts";
import { Link } from "./link.tsx";
import { addressPart } from "#lib/address-part.ts";

interface PlaceLinkProps {
  /** "/connect", without the hash. */
  readonly to: string;
  readonly children: ReactNode;
}

/** A link to another page of the panel. */
export function PlaceLink({ to, children }: PlaceLinkProps) {
  const devicesView = useDevicesView();
  const placeOf = useGatewayPlace();
  return (
    <Link
      to={placeOf(to)}
      state={keepDevicesView(devicesView())}
      className="font-medium text-accent-text underline underline-offset-2"
    >
      {children}
    </Link>
  );
}

interface DeviceLinkProps {
  readonly deviceId: string;
  readonly children: ReactNode;
}

/** A link to the page of a paired device. */
export function DeviceLink({ deviceId, children }: DeviceLinkProps) {
  return <PlaceLink to={`/devices/${addressPart(deviceId)}`}>{children}</PlaceLink>;
}

/** A link to the troubleshooter, about `code` where there is one. */
export function FindingLink({ code = null }: { readonly code?: string | null }) {
  return (
    <PlaceLink to={code === null ? "/troubleshoot" : `/troubleshoot/${addressPart(code)}`}>
      Troubleshoot
    </PlaceLink>
  );
}

/** A link to the devices page that opens the review of a request. */
export function ReviewLink({ requestId }: { readonly requestId: string }) {
  const devicesView = useDevicesView();
  return <PlaceLink to={reviewPlace(devicesView(), requestId)}>Review its request</PlaceLink>;
}
