import type { RemoteUpload, StagedObject } from "@oscar/object-store";

/** One upload that a pod makes. */
export interface PodUpload extends RemoteUpload {
  id: string;
  jobId: string;
  attempt: number;
  /** Which pod, since a Job might come to have two. */
  pod: string;
  /** Once it is finished. */
  staged?: StagedObject;
}

/** Keeps which uploads pods have begun, so that a restart of the server forgets none. */
export interface UploadRecord {
  add(upload: Omit<PodUpload, "staged">): Promise<void>;
  /** In the order of their begin. */
  of(attempt: { jobId: string; attempt: number }): Promise<PodUpload[]>;
  get(id: string): Promise<PodUpload | undefined>;
  finish(id: string, staged: StagedObject): Promise<void>;
  forget(attempt: { jobId: string; attempt: number }): Promise<void>;
}
