import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import type { ObjectSummary } from "@oscar/contracts";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../components/copy-button.tsx";
import { showFailure } from "../../../components/messages.tsx";
import { formatBytes } from "../../../lib/format.ts";
import { MONO_FONT } from "../../../lib/mono-font.ts";
import { formattedJson } from "./formatted-json.ts";
import { fetchBytes } from "./preview-queries.ts";

/** Each further piece; a browser draws some megabytes of text well, and not much more. */
const MORE_BYTES = 512 * 1024;
const MAX_BYTES = 4 * 1024 * 1024;

interface TextContentProps {
  bucket: string;
  object: ObjectSummary;
  /** Its beginning. */
  first: Uint8Array<ArrayBuffer>;
}

/** A text from its beginning, piece by piece; JSON in lines, or as it is. */
export function TextContent({ bucket, object, first }: TextContentProps) {
  const { t } = useTranslation("buckets");
  const { bytes, isLoading, more } = useBytes(bucket, object, first);
  const isWhole = bytes.length >= object.size;
  const raw = useMemo(() => decoded(bytes, isWhole), [bytes, isWhole]);
  const json = useMemo(
    () => (isWhole ? formattedJson(raw) : undefined),
    [raw, isWhole],
  );
  const [isRaw, setIsRaw] = useState(false);
  const text = isRaw ? raw : (json ?? raw);
  return (
    <>
      <Box sx={BAR}>
        {json !== undefined && (
          <Button
            size="small"
            color="inherit"
            aria-pressed={isRaw}
            onClick={() => setIsRaw(!isRaw)}
          >
            {t(isRaw ? "preview.formatted" : "preview.raw")}
          </Button>
        )}
        <Box sx={{ flex: 1 }} />
        <CopyButton text={text} label={t("preview.copyText")} />
      </Box>
      <Box
        component="pre"
        tabIndex={0}
        role="region"
        aria-label={t("preview.text")}
        data-scrolls
        sx={TEXT}
      >
        {text}
      </Box>
      {!isWhole && (
        <More
          shown={bytes.length}
          total={object.size}
          isLoading={isLoading}
          onMore={more}
        />
      )}
    </>
  );
}

interface MoreProps {
  shown: number;
  total: number;
  isLoading: boolean;
  onMore: () => void;
}

function More({ shown, total, isLoading, onMore }: MoreProps) {
  const { t, i18n } = useTranslation("buckets");
  const size = (bytes: number) => formatBytes(bytes, i18n.language);
  const isEnough = shown >= MAX_BYTES;
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 1, mt: 1 }}>
      <Typography variant="body2" sx={{ flex: 1, color: "text.secondary" }}>
        {t("preview.part", { shown: size(shown), total: size(total) })}{" "}
        {isEnough && t("preview.rest")}
      </Typography>
      {!isEnough && (
        <Button
          size="small"
          variant="outlined"
          loading={isLoading}
          onClick={onMore}
        >
          {t("preview.more")}
        </Button>
      )}
    </Box>
  );
}

/** The bytes that are loaded, and a way to more of the same version. */
function useBytes(
  bucket: string,
  object: ObjectSummary,
  first: Uint8Array<ArrayBuffer>,
) {
  const [bytes, setBytes] = useState(first);
  const [isLoading, setIsLoading] = useState(false);
  async function more(): Promise<void> {
    setIsLoading(true);
    try {
      const from = bytes.length;
      const to = Math.min(object.size, from + MORE_BYTES);
      const response = await fetchBytes(bucket, object, { from, to });
      // It was replaced meanwhile: the list will say so, and the preview begins anew.
      if (response.status !== 206) return await response.body?.cancel();
      const piece = new Uint8Array(await response.arrayBuffer());
      setBytes(joined(bytes, piece));
    } catch (error) {
      showFailure(error);
    } finally {
      setIsLoading(false);
    }
  }
  return { bytes, isLoading, more: () => void more() };
}

function joined(
  a: Uint8Array<ArrayBuffer>,
  b: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** A character that the cut went through is left for the next piece. */
function decoded(bytes: Uint8Array, isWhole: boolean): string {
  return new TextDecoder().decode(bytes, { stream: !isWhole });
}

const BAR = { display: "flex", alignItems: "center", minHeight: 32, mt: -0.5 };

const TEXT = {
  m: 0,
  p: 1.5,
  maxHeight: 420,
  overflow: "auto",
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
  bgcolor: "background.default",
  fontFamily: MONO_FONT,
  fontSize: "0.8125rem",
  lineHeight: "20px",
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
};
