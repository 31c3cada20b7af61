/** What GET /api/outbox-summary answers; replaced by the route's schema type once that stands in api/interop. */
export interface OutboxSummary {
  destinations: {
    name: string;
    kind: string;
    waiting: number;
    failed: number;
    delivered: number;
    oldestWaitingAt: string | null;
    lastSuccessAt: string | null;
    paused: boolean;
  }[];
}
