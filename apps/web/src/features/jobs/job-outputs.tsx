import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import type { JobOutput } from "@oscar/contracts";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { BytesText } from "../../components/bytes-text.tsx";
import { Section } from "../../components/section.tsx";
import { paths } from "../../lib/paths.ts";

/** More outputs than these are shown on demand. */
const SHOWN_AT_FIRST = 20;

export function JobOutputs({ outputs }: { outputs: JobOutput[] }) {
  const { t } = useTranslation("jobs");
  const [isAll, setIsAll] = useState(false);
  const shown = isAll ? outputs : outputs.slice(0, SHOWN_AT_FIRST);
  return (
    <Section title={t("outputs", { count: outputs.length })}>
      <Box component="ul" sx={{ listStyle: "none", m: 0, px: 2, pb: 1.5 }}>
        {shown.map(({ bucket, key, size }) => (
          <Box component="li" key={`${bucket}/${key}`} sx={OUTPUT}>
            <Link
              component={RouterLink}
              to={paths.object(bucket, key)}
              sx={{ overflowWrap: "anywhere", minWidth: 0 }}
            >
              {bucket}/{key}
            </Link>
            <Box sx={{ color: "text.secondary" }}>
              <BytesText bytes={size} />
            </Box>
          </Box>
        ))}
      </Box>
      {shown.length < outputs.length && (
        <Button sx={{ mx: 1, mb: 1 }} onClick={() => setIsAll(true)}>
          {t("allOutputs", { count: outputs.length })}
        </Button>
      )}
    </Section>
  );
}

const OUTPUT = {
  display: "flex",
  alignItems: "center",
  gap: 1.5,
  minHeight: 28,
};
