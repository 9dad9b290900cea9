import { gatewayCredentialScope } from "@openclaw/gateway-client/browser";
import type { AccessReview } from "#domain/review/access-review.ts";
import { sharedDatabase, type Database } from "#gateway/database.ts";
import { z } from "#lib/zod.ts";

/** Reviews of one gateway as they were read: the one that began last first. */
export interface KeptReviews {
  readonly reviews: readonly AccessReview[];
  /** False where the browser refuses storage: they then end with this tab. */
  readonly isKept: boolean;
}

/** How many finished reviews are kept for one gateway; the oldest go first. */
const KEPT_RECORDS = 20;

const text = z.optional(z.string());
const words = z.array(z.string());

const reviewSchema = z.object({
  id: z.string(),
  gatewayUrl: z.string(),
  startedAtMs: z.number(),
  devices: z.array(
    z.object({
      deviceId: z.string(),
      name: text,
      clientId: text,
      roles: words,
      scopes: words,
      decision: z.optional(
        z.discriminatedUnion("kind", [
          z.object({ kind: z.enum(["keep", "rotate", "revoke", "remove", "later"]) }),
          z.object({ kind: z.literal("narrow"), scopes: words }),
        ]),
      ),
      sign: text,
      outcome: z.optional(z.enum(["done", "gone", "back", "refused", "unknown", "not-tried"])),
      message: text,
    }),
  ),
  finished: z.nullable(z.object({ atMs: z.number(), by: z.string(), newIds: words })),
}) satisfies z.ZodMiniType<AccessReview>;

/** For a change: each device is checked when the review is read, and ten thousand at every decision would stop the page. */
const roughSchema = z.custom<AccessReview>(
  (value) =>
    typeof value === "object" && value !== null && "devices" in value && Array.isArray(value.devices),
);

/** What a change of a review begins with; undefined where there is none yet. */
type ReviewChange = (before: AccessReview | undefined) => AccessReview | null;

/** Access reviews, in this browser's database, or in memory where that is refused. They never hold a secret. */
export class AccessReviews {
  readonly #openDatabase: () => Promise<Database>;
  /** What the browser refused to keep, by gateway and id. */
  readonly #unkept = new Map<string, Map<string, AccessReview>>();

  constructor(openDatabase: () => Promise<Database>) {
    this.#openDatabase = openDatabase;
  }

  /** All reviews of `gatewayUrl`. What another version of this page wrote is left out. Never throws. */
  async read(gatewayUrl: string): Promise<KeptReviews> {
    const gateway = gatewayCredentialScope(gatewayUrl);
    const unkept = [...(this.#unkept.get(gateway)?.values() ?? [])];
    try {
      const stored = await (await this.#openDatabase()).getAll("reviews", reviewsOf(gateway));
      const read = stored.flatMap((review) => reviewSchema.safeParse(review).data ?? []);
      return { reviews: newestFirst([...read, ...unkept]), isKept: unkept.length === 0 };
    } catch {
      return { reviews: newestFirst(unkept), isKept: false };
    }
  }

  /**
   * Changes one review, or deletes it where `change` gives null. In one transaction: another tab may be deciding about
   * other devices of the same review. Never throws.
   */
  async change(gatewayUrl: string, id: string, change: ReviewChange): Promise<void> {
    const gateway = gatewayCredentialScope(gatewayUrl);
    const unkept = this.#unkept.get(gateway) ?? new Map<string, AccessReview>();
    try {
      if (unkept.has(id)) throw new Error("It is kept in memory");
      await store(await this.#openDatabase(), gateway, id, change);
    } catch {
      const after = change(unkept.get(id));
      if (after) this.#unkept.set(gateway, unkept.set(id, after));
      else unkept.delete(id);
    }
  }

  /** Forgets all reviews of `gatewayUrl`. @throws DOMException where the browser refuses */
  async clear(gatewayUrl: string): Promise<void> {
    const gateway = gatewayCredentialScope(gatewayUrl);
    const hadUnkept = this.#unkept.delete(gateway);
    try {
      await (await this.#openDatabase()).delete("reviews", reviewsOf(gateway));
    } catch (error) {
      // Where nothing could be kept there is nothing else to forget.
      if (!hadUnkept) throw error;
    }
  }
}

async function store(database: Database, gateway: string, id: string, change: ReviewChange): Promise<void> {
  const transaction = database.transaction("reviews", "readwrite");
  const reviews = transaction.store;
  const before = roughSchema.safeParse(await reviews.get([gateway, id])).data;
  // To read ten thousand devices, to change them and to write them are a task each like this, and not one. Any request
  // would do: the transaction ends when none is open.
  await reviews.getKey([gateway, id]);
  const after = change(before);
  await reviews.getKey([gateway, id]);
  if (after) await reviews.put({ ...after, gateway });
  else await reviews.delete([gateway, id]);
  if (after?.finished) {
    const records = (await reviews.getAll(reviewsOf(gateway))).filter(({ finished }) => finished !== null);
    for (const record of newestFirst(records).slice(KEPT_RECORDS)) await reviews.delete([gateway, record.id]);
  }
  await transaction.done;
}

function reviewsOf(gateway: string): IDBKeyRange {
  return IDBKeyRange.bound([gateway, ""], [gateway, "\uffff"]);
}

function newestFirst<Review extends AccessReview>(reviews: readonly Review[]): readonly Review[] {
  return reviews.toSorted((a, b) => b.startedAtMs - a.startedAtMs);
}

/** The page's reviews. */
export const accessReviews = new AccessReviews(sharedDatabase());
