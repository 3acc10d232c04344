import type { ObjectVersion } from "../ports/job-runner.ts";

/**
 * The S3 event of an object version as scripts know it: one record, built from what the
 * ledger knows and never from what somebody sent. The key is encoded as S3 does.
 */
export function eventOf(input: ObjectVersion): string {
  const key = encodeURIComponent(input.key)
    .replaceAll("%2F", "/")
    .replaceAll("%20", "+");
  return JSON.stringify({
    EventName: "s3:ObjectCreated:Put",
    Key: `${input.bucket}/${input.key}`,
    Records: [
      {
        eventVersion: "2.0",
        eventSource: "minio:s3",
        awsRegion: "",
        eventTime: input.modifiedAt.toISOString(),
        eventName: "s3:ObjectCreated:Put",
        s3: {
          s3SchemaVersion: "1.0",
          bucket: { name: input.bucket, arn: `arn:aws:s3:::${input.bucket}` },
          object: { key, size: input.size, eTag: input.etag },
        },
      },
    ],
  });
}
