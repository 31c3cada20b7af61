/**
 * What a FHIR server is like, as seen from outside at real ones.
 */
export interface PeerSettings {
  /** Takes ids of the sender, and says so. */
  updateCreate: boolean;
  /** The most entries of a transaction with a conditional one in it. */
  conditionalLimit: number;
  /** The most updates of a transaction. */
  updateLimit: number;
  /** Runs a transaction entry by entry and says 200. */
  runsAsBatch: boolean;
  /** Refuses what points at nothing. */
  checksReferences: boolean;
  /** The longest string it takes, in characters. */
  longestString: number;
  /** Rewrites `urn:uuid:` wherever it stands, also inside identifiers. */
  rewritesEveryString: boolean;
  /** Leaves the location out of the answer to an update. */
  hidesLocation: boolean;
}

const plain: PeerSettings = {
  updateCreate: true,
  conditionalLimit: Number.POSITIVE_INFINITY,
  updateLimit: Number.POSITIVE_INFINITY,
  runsAsBatch: false,
  checksReferences: true,
  longestString: Number.POSITIVE_INFINITY,
  rewritesEveryString: false,
  hidesLocation: false,
};

/** A server that takes our ids. */
export const openPeer = (changes: Partial<PeerSettings> = {}): PeerSettings => ({ ...plain, ...changes });

/** A server that names resources itself and takes few at a time. */
export const ownNamesPeer = (changes: Partial<PeerSettings> = {}): PeerSettings => ({
  ...plain,
  ...{ updateCreate: false, conditionalLimit: 8, updateLimit: 50, longestString: 1_000_000, rewritesEveryString: true },
  ...changes,
});
