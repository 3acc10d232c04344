import Box from "@mui/material/Box";
import FormControlLabel from "@mui/material/FormControlLabel";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { lazy, Suspense, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Difference, Side } from "./differences.ts";

const ScriptDiff = lazy(async () => ({
  default: (await import("./script-diff.tsx")).ScriptDiff,
}));

interface ConflictPartProps {
  difference: Difference;
  value: Side;
  onChange: (side: Side) => void;
}

/** One part that two versions say differently: both texts, one to choose. */
export function ConflictPart(props: ConflictPartProps) {
  const { difference, value, onChange } = props;
  const { part, mine, theirs, changedBy } = difference;
  const { t } = useTranslation("functions");
  const titleId = useId();
  const isScript = part === "script";
  return (
    <Box>
      <Box sx={{ display: "flex", alignItems: "baseline", gap: 1, mb: 0.5 }}>
        <Typography id={titleId} variant="subtitle2">
          {t(`form.conflict.part.${part}`)}
        </Typography>
        <Typography variant="caption" sx={{ color: "text.secondary" }}>
          {t(`form.conflict.changedBy.${changedBy}`)}
        </Typography>
      </Box>
      <RadioGroup
        aria-labelledby={titleId}
        value={value}
        onChange={(_event, side) => onChange(side as Side)}
        sx={SIDES}
      >
        {(["mine", "theirs"] as const).map((side) => (
          <FormControlLabel
            key={side}
            value={side}
            control={<Radio size="small" />}
            disableTypography
            label={
              <Box sx={{ minWidth: 0 }}>
                <Box sx={{ fontWeight: 600 }}>
                  {t(
                    side === "mine"
                      ? "form.conflict.mine"
                      : "form.conflict.theirSide",
                  )}
                </Box>
                {!isScript && (
                  <Box sx={TEXT}>
                    {(side === "mine" ? mine : theirs) ||
                      t("form.conflict.nothing")}
                  </Box>
                )}
              </Box>
            }
            sx={[CARD, value === side && CHOSEN]}
          />
        ))}
      </RadioGroup>
      {isScript && (
        <Box sx={DIFF}>
          <Suspense fallback={<Skeleton variant="rectangular" height={160} />}>
            <ScriptDiff
              mine={mine}
              theirs={theirs}
              label={t("form.conflict.diff")}
            />
          </Suspense>
        </Box>
      )}
    </Box>
  );
}

const SIDES = {
  display: "grid",
  gridTemplateColumns: { xs: "1fr", sm: "repeat(2, minmax(0, 1fr))" },
  gap: 1,
};

const CARD = {
  alignItems: "flex-start",
  m: 0,
  p: 1,
  pr: 1.5,
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
  "& .MuiRadio-root": { p: 0, mr: 1 },
};

const CHOSEN = { borderColor: "primary.main", bgcolor: "selected" };

const TEXT = {
  fontSize: "0.8125rem",
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
};

const DIFF = {
  mt: 1,
  border: 1,
  borderColor: "inputBorder",
  borderRadius: 1,
  overflow: "hidden",
};
