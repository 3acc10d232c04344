import {
  AppError,
  type FunctionDefinition,
  isAppError,
} from "@oscar/contracts";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { EXAMPLE_FILES, EXAMPLE_URL } from "./example-links.tsx";
import { showFailure, showSuccess } from "./messages.tsx";
import { api } from "../lib/api.ts";
import { paths } from "../lib/paths.ts";
import { keys } from "../lib/query-keys.ts";

const INPUT_BUCKET = "split-video-in";
const RESULT_BUCKET = "darknet-out";

/** Does what the tutorial does, step by step, and then shows where its results arrive. */
export function useTryExample() {
  const { t } = useTranslation("functions");
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: tryExample,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.functionList });
      await client.invalidateQueries({ queryKey: keys.bucketList });
      showSuccess(t("exampleStarted"));
      await navigate(paths.bucket(RESULT_BUCKET));
    },
    onError: (error) => showFailure(error),
  });
}

async function tryExample(): Promise<void> {
  const [splitScript, detectScript, video] = await Promise.all([
    exampleFile("splitScript").then((answer) => answer.text()),
    exampleFile("detectScript").then((answer) => answer.text()),
    exampleFile("video").then((answer) => answer.blob()),
  ]);
  await createUnlessThere({
    name: "split-video",
    image: "grycap/ffmpeg",
    script: splitScript,
    environment: { OUTPUT_BUCKET: "darknet-in" },
  });
  await createUnlessThere({
    name: "darknet",
    image: "grycap/darknet-v3",
    script: detectScript,
    requests: { cpu: "1", memory: "2Gi" },
  });
  await api.putObject({
    params: { bucket: INPUT_BUCKET },
    query: { key: EXAMPLE_FILES.video },
    body: video,
  });
}

async function exampleFile(
  file: keyof typeof EXAMPLE_FILES,
): Promise<Response> {
  const response = await fetch(`${EXAMPLE_URL}/${EXAMPLE_FILES[file]}`);
  if (response.ok) return response;
  throw new AppError(
    "unavailable",
    `The server has no ${EXAMPLE_FILES[file]}: it answered ${response.status}.`,
  );
}

/** The example may have been set up in part before. */
async function createUnlessThere(
  definition: FunctionDefinition,
): Promise<void> {
  try {
    await api.createFunction({ body: definition });
  } catch (error) {
    if (!isAppError(error, "function_exists")) throw error;
  }
}
