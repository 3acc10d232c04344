import { useQuery } from "@tanstack/react-query";
import { bucketsQuery } from "../../../lib/shared-queries.ts";

/** The buckets that there are, for a field that names one: sharing is how functions are composed. */
export function BucketOptions({ id }: { id: string }) {
  const { data: buckets = [] } = useQuery(bucketsQuery());
  return (
    <datalist id={id}>
      {buckets.map(({ name }) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </datalist>
  );
}
