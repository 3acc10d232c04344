import { useMemo } from "react";
import {
  stageFiles,
  takeStagedFiles,
} from "../../../lib/uploads/staged-files.ts";
import { uploadFiles } from "../../../lib/uploads/uploads.ts";
import { pickFiles } from "./pick-files.ts";

export interface UploadActs {
  stage: (files: readonly File[]) => void;
  /** Asks for files and stages them. */
  select: () => void;
  /** Sends what is staged; where nothing is, asks for files first. */
  upload: () => void;
}

/** What the buttons for uploading do. */
export function useUploadActs(bucket: string, folder: string): UploadActs {
  return useMemo(() => {
    const stage = (files: readonly File[]) => stageFiles(bucket, files);
    const send = (files: readonly File[]) => {
      if (files.length > 0) uploadFiles({ bucket, folder }, files);
    };
    return {
      stage,
      select: () => void pickFiles("files").then(stage),
      upload: () => {
        const staged = takeStagedFiles(bucket);
        if (staged.length > 0) return send(staged);
        void pickFiles("files").then(send);
      },
    };
  }, [bucket, folder]);
}
