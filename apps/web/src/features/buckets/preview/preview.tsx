import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import type { ObjectSummary } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { objectQuery } from "../bucket-queries.ts";
import { objectUrl } from "../download.ts";
import { isFolder, type Listing } from "../listing/listing.ts";
import { ObjectFacts } from "./object-facts.tsx";
import { PreviewContent } from "./preview-content.tsx";
import { PreviewHeader } from "./preview-header.tsx";

export interface PreviewProps {
  bucket: string;
  shownKey: string;
  listing: Listing;
  onShow: (key: string) => void;
  onClose: () => void;
  onDelete: (object: ObjectSummary) => void;
  /** It lies over the list, and takes the focus. */
  isOver?: boolean;
}

/** One object with all that is known of it; arrow keys go to the ones before and after it. */
export function Preview(props: PreviewProps) {
  const { bucket, shownKey, listing, onShow, isOver = false } = props;
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // A drawer would focus what is around the frame, where the arrow keys are not heard.
    if (isOver) frame.current?.focus();
  }, [isOver]);
  const { t } = useTranslation("common");
  const index = listing.indexOf(shownKey);
  const listed = objectAt(listing, index);
  const alone = useQuery({
    ...objectQuery(bucket, shownKey),
    enabled: listed === undefined,
  });
  const object = listed ?? alone.data;
  const previous = objectAt(listing, index - 1)?.key;
  const next = index === -1 ? undefined : objectAt(listing, index + 1)?.key;
  usePrefetchedPicture(bucket, next);

  function goByKey(event: KeyboardEvent) {
    const step = STEPS[event.key];
    const to = step === 1 ? next : previous;
    if (!step || to === undefined || hasArrowsOfItsOwn(event.target)) return;
    event.preventDefault();
    onShow(to);
  }
  return (
    <Box ref={frame} tabIndex={-1} onKeyDown={goByKey} sx={FRAME}>
      <PreviewHeader
        {...props}
        object={object ?? undefined}
        previous={previous}
        next={next}
      />
      <Box sx={{ flex: 1, overflowY: "auto", p: 2 }} tabIndex={-1}>
        {object && (
          <>
            <PreviewContent
              key={`${object.key} ${object.etag}`}
              bucket={bucket}
              object={object}
            />
            <ObjectFacts bucket={bucket} object={object} />
          </>
        )}
        {object === null && (
          <Alert severity="info">{t("errors.object_not_found")}</Alert>
        )}
      </Box>
    </Box>
  );
}

function objectAt(listing: Listing, index: number): ObjectSummary | undefined {
  const row = index < 0 ? undefined : listing.rowAt(index);
  return row && !isFolder(row) ? row : undefined;
}

/** Arrows scroll a text, and seek in a film or a sound. */
function hasArrowsOfItsOwn(target: EventTarget): boolean {
  return (
    (target as Element).closest("[data-scrolls], video, audio, input") !== null
  );
}

/** The picture that is likely wanted next is there when it is. */
function usePrefetchedPicture(bucket: string, key: string | undefined): void {
  useEffect(() => {
    if (!key || !/\.(png|jpe?g|gif|webp|avif)$/i.test(key)) return;
    new Image().src = objectUrl(bucket, key);
  }, [bucket, key]);
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};

const FRAME = {
  display: "flex",
  flexDirection: "column",
  height: "100%",
  outline: "none",
};
