import { describe } from "vitest";
import { describeBuckets } from "./contract/buckets.contract.ts";
import { describeConflicts } from "./contract/conflicts.contract.ts";
import { describeKeys } from "./contract/keys.contract.ts";
import { describeListings } from "./contract/listings.contract.ts";
import { describeModel } from "./contract/model.contract.ts";
import { describeDownloads, describeReads } from "./contract/reads.contract.ts";
import { describeStaging } from "./contract/staging.contract.ts";
import type { ContractOptions, Open } from "./contract/under-test.ts";
import { describeWrites } from "./contract/writes.contract.ts";

export type { ContractOptions, StoreUnderTest } from "./contract/under-test.ts";

/**
 * What every store promises, as tests. `open` gives a store without any bucket; each test
 * opens one of its own.
 */
export function objectStoreContract(
  name: string,
  open: Open,
  options: ContractOptions = {},
): void {
  describe(`${name} keeps the contract of ObjectStore`, () => {
    describe("buckets", () => describeBuckets(open));
    describe("keys", () => describeKeys(open));
    describe("conflicts", () => describeConflicts(open, options));
    describe("writes", () => describeWrites(open, options));
    describe("reads", () => describeReads(open));
    describe("downloads", () => describeDownloads(open));
    describe("listings", () => describeListings(open, options));
    describe("staging", () => describeStaging(open));
    describe("model", () => describeModel(open, options));
  });
}
