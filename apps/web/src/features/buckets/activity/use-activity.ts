import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import {
  type Activity,
  useActivities,
} from "../../../lib/activity/use-activities.ts";
import { functionsQuery } from "../../../lib/shared-queries.ts";
import { involvedFunctions } from "./involved-functions.ts";

/** The functions at work on a bucket, or just done, and how far they are. */
export function useActivity(bucket: string): Activity[] {
  const { data: functions } = useQuery(functionsQuery());
  const involved = useMemo(
    () => involvedFunctions(bucket, functions ?? []),
    [bucket, functions],
  );
  return useActivities(involved);
}
