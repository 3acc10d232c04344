import AddBoxIcon from "@mui/icons-material/AddBox";
import PlayArrowIcon from "@mui/icons-material/PlayArrow";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Paper from "@mui/material/Paper";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { ExampleLinks } from "../../components/example-links.tsx";
import { useTryExample } from "../../components/use-try-example.ts";
import { paths } from "../../lib/paths.ts";

const STEPS = ["deploy", "upload", "collect"] as const;

/** What this is for and how one begins, for who has no functions yet. */
export function FirstRun() {
  const { t } = useTranslation(["dashboard", "functions"]);
  const example = useTryExample();
  return (
    <Paper variant="outlined" sx={{ p: { xs: 3, sm: 5 } }}>
      <Typography variant="h2" sx={{ fontSize: "1.25rem" }}>
        {t("first.title")}
      </Typography>
      <Typography sx={{ mt: 1, maxWidth: 640, color: "text.secondary" }}>
        {t("first.text")}
      </Typography>
      <Box component="ol" sx={LIST}>
        {STEPS.map((step, index) => (
          <Box component="li" key={step} sx={STEP}>
            <Box aria-hidden sx={NUMBER}>
              {index + 1}
            </Box>
            <Typography variant="h3">{t(`first.${step}`)}</Typography>
            <Typography sx={{ mt: 0.5, color: "text.secondary" }}>
              {t(`first.${step}Text`)}
            </Typography>
          </Box>
        ))}
      </Box>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5, mb: 2 }}>
        <Button
          variant="contained"
          startIcon={<PlayArrowIcon />}
          loading={example.isPending}
          loadingPosition="start"
          onClick={() => example.mutate()}
        >
          {t("functions:tryExample")}
        </Button>
        <Button
          variant="outlined"
          startIcon={<AddBoxIcon />}
          component={Link}
          to={paths.newFunction()}
        >
          {t("functions:deploy")}
        </Button>
      </Box>
      <Box sx={{ color: "text.secondary", fontSize: "0.8125rem" }}>
        <ExampleLinks />
      </Box>
    </Paper>
  );
}

const LIST = {
  listStyle: "none",
  display: "grid",
  gridTemplateColumns: { xs: "1fr", md: "repeat(3, minmax(0, 1fr))" },
  gap: 2,
  my: 4,
  mx: 0,
  p: 0,
};

const STEP = {
  position: "relative",
  p: 2,
  pl: 7,
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
};

const NUMBER = {
  position: "absolute",
  top: 16,
  left: 16,
  display: "grid",
  placeItems: "center",
  width: 28,
  height: 28,
  borderRadius: "50%",
  bgcolor: "selected",
  color: "primary.main",
  fontWeight: 650,
};
