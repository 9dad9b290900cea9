import { useRef, useState } from "react";
import { useConnectionSnapshot } from "#data/connection-context.ts";
import { useOpenDialog } from "#data/device-dialog.ts";
import { useDeviceList } from "#data/device-list.ts";
import { useGateway } from "#data/gateway.ts";
import { seesOnlyItself } from "#data/session.ts";
import { useAccessReviews, useChangeReview } from "#data/use-access-reviews.ts";
import { wasReviewed } from "#data/was-reviewed.ts";
import type { PairedDevice } from "#domain/device.ts";
import { beginReview, decide, pairedSince, type NewDecisions } from "#domain/review/access-review.ts";
import { accessSign } from "#domain/review/decision.ts";
import { EndList } from "#features/access-end/end-list.tsx";
import { AccessMatrix } from "#features/access-review/access-matrix.tsx";
import { PastReviews } from "#features/access-review/past-reviews.tsx";
import { REVIEW_VIEWS, useReviewAddress, type ReviewView } from "#features/access-review/review-address.ts";
import { useReviewFacts, useSuggestions } from "#features/access-review/use-review-facts.ts";
import { ListNotices } from "#features/devices/list-notices.tsx";
import { safeText } from "#lib/safe-text.ts";
import { formatAge } from "#lib/time.ts";
import { forEachInSlices } from "#lib/yield.ts";
import { Button } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { Notice } from "#ui/notice.tsx";
import { loadOnDemand, OnDemand } from "#ui/on-demand.tsx";
import { Page } from "#ui/page.tsx";
import { SkeletonRows } from "#ui/skeleton.tsx";
import { useNow } from "#ui/use-now.ts";

const Timeline = loadOnDemand(() => import("#features/access-review/timeline-section.tsx"), "Timeline");
const SuggestionTable = loadOnDemand(
  () => import("#features/access-review/suggestion-table.tsx"),
  "SuggestionTable",
);
const DecisionTable = loadOnDemand(
  () => import("#features/access-review/decision-table.tsx"),
  "DecisionTable",
);
const ReviewRecord = loadOnDemand(
  () => import("#features/access-review/finished-review.tsx"),
  "ReviewRecord",
);

const VIEW_LABELS: Readonly<Record<ReviewView, string>> = {
  matrix: "Matrix",
  suggestions: "Suggestions",
  timeline: "Timeline",
  decisions: "Decisions",
};
const NO_DEVICES: readonly PairedDevice[] = [];

/** Who has access to one gateway: to look at, to decide about, and to keep a record of. */
export default function ReviewPage() {
  const query = useDeviceList();
  const list = query.data;
  const devices = list?.paired ?? NO_DEVICES;
  const { state } = useConnectionSnapshot();
  const { url: gatewayUrl } = useGateway();
  const reviews = useAccessReviews();
  const changeReview = useChangeReview();
  const openDialog = useOpenDialog();
  const place = useReviewAddress();
  const { view, recordId } = place.address;
  const facts = useReviewFacts(devices);
  const suggestions = useSuggestions(devices, facts, place.address);
  const suggestionCount = [...suggestions.values()].reduce((sum, { length }) => sum + length, 0);
  const [announcement, setAnnouncement] = useState("");
  const isConnected = state.phase === "connected";
  const open = reviews?.open;
  const record = recordId === null ? undefined : reviews?.records.find(({ id }) => id === recordId);

  const begin = () => {
    const id = crypto.randomUUID();
    wasReviewed.write("1");
    void changeReview(id, () => beginReview(devices, { id, gatewayUrl, startedAtMs: Date.now() }));
    setAnnouncement("The review has begun. Nothing is changed before you finish it.");
    place.onAddress({ view: "decisions" });
  };
  const discard = () => {
    if (!open) return;
    void changeReview(open.id, () => null);
    setAnnouncement("The review and its decisions were discarded. Nothing was changed.");
    place.onAddress({ view: "matrix" });
  };
  const deciding = useRef(Promise.resolve());
  const onDecide = (decisions: NewDecisions) => {
    if (!open) return;
    const { id } = open;
    // One after the other: the last decision about a device holds.
    deciding.current = deciding.current.then(async () => {
      // `decide` needs these of all devices, and ten thousand of them in one piece would stop the page.
      await forEachInSlices([...decisions.keys()], 500, accessSign);
      void changeReview(id, (before) => (before ? decide(before, decisions) : null));
    });
  };
  const decisionOf = (deviceId: string) =>
    open?.devices.find((device) => device.deviceId === deviceId)?.decision;

  if (recordId !== null && reviews) {
    return (
      <Page title="Access review" tabTitle="Access review">
        {record ? (
          <OnDemand what="The record">
            <ReviewRecord review={record} />
          </OnDemand>
        ) : (
          <Empty title="This browser has no such record">
            It keeps the last 20 records of each gateway.{" "}
            <Button size="small" onClick={() => place.onAddress({ recordId: null })}>
              Back to the review
            </Button>
          </Empty>
        )}
      </Page>
    );
  }
  const newCount = open ? pairedSince(open, devices).length : 0;
  return (
    <Page
      title="Access review"
      tabTitle="Access review"
      subtitle={
        list ? (
          <Standing count={devices.length} newCount={newCount} reviews={reviews} />
        ) : (
          "Who has access, and whether they still need it"
        )
      }
      actions={
        open ? (
          <>
            <Button variant="danger" onClick={discard}>
              Discard review
            </Button>
            <Button
              variant="primary"
              disabled={!isConnected || !list}
              onClick={() => openDialog({ kind: "finish-review", review: open })}
            >
              Finish review…
            </Button>
          </>
        ) : (
          <Button variant="primary" disabled={devices.length === 0 || !reviews} onClick={begin}>
            Begin review
          </Button>
        )
      }
    >
      <div className="space-y-3 not-empty:mb-6">
        <ListNotices />
        {isConnected && seesOnlyItself(state) && (
          <Notice tone="warn" title="This browser sees only its own device">
            The gateway shows all devices to administrators only, so this is no review of who has access.
          </Notice>
        )}
        {reviews && !reviews.isKept && (
          <Notice tone="warn" title="This browser cannot store the review">
            This may be a private window, or its storage is full. Decisions are lost when you close this tab.
          </Notice>
        )}
        <p role="status" className="text-muted empty:hidden">
          {announcement}
        </p>
      </div>
      {list ? (
        <>
          <div role="group" aria-label="Show" className="mb-5 flex flex-wrap gap-1.5">
            {REVIEW_VIEWS.filter((one) => one !== "decisions" || open).map((one) => (
              <Button
                key={one}
                size="small"
                aria-pressed={shownView(view, open !== undefined) === one}
                className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
                onClick={() => place.onAddress({ view: one })}
              >
                {VIEW_LABELS[one]}
                {one === "suggestions" && suggestionCount > 0 && ` · ${suggestionCount}`}
              </Button>
            ))}
          </div>
          <OnDemand
            what="This part of the review"
            fallback={<SkeletonRows rows={4} label="Loading" />}
            resetKey={view}
          >
            {shownView(view, open !== undefined) === "matrix" && (
              <AccessMatrix devices={devices} facts={facts} {...place} />
            )}
            {view === "suggestions" && (
              <SuggestionTable
                devices={devices}
                suggestions={suggestions}
                onDecide={open ? onDecide : null}
                decisionOf={decisionOf}
                {...place}
              />
            )}
            {view === "timeline" && <Timeline devices={devices} nowMs={facts.nowMs} />}
            {view === "decisions" && open && (
              <DecisionTable
                devices={devices}
                facts={facts}
                suggestions={suggestions}
                review={open}
                onDecide={onDecide}
                {...place}
              />
            )}
          </OnDemand>
          <PastReviews records={reviews?.records ?? []} />
        </>
      ) : (
        !query.isError && <SkeletonRows rows={4} label="Loading devices" />
      )}
      <EndList />
    </Page>
  );
}

/** Decisions are there only while a review is open. */
function shownView(view: ReviewView, isOpen: boolean): ReviewView {
  return view === "decisions" && !isOpen ? "matrix" : view;
}

interface StandingProps {
  readonly count: number;
  readonly newCount: number;
  readonly reviews: ReturnType<typeof useAccessReviews>;
}

function Standing({ count, newCount, reviews }: StandingProps) {
  const nowMs = useNow(60_000);
  const last = reviews?.records[0]?.finished;
  const devices = count === 1 ? "1 paired device" : `${count} paired devices`;
  if (reviews?.open) {
    const since = formatAge(nowMs - reviews.open.startedAtMs);
    return `${devices} · review begun ${since}${newCount > 0 ? `, ${newCount} paired since` : ""}`;
  }
  return `${devices} · ${last ? `last reviewed ${formatAge(nowMs - last.atMs)} by ${safeText(last.by, 60).plain}` : "not reviewed in this browser yet"}`;
}
