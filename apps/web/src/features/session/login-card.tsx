import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import Typography from "@mui/material/Typography";
import { Mark } from "../../components/mark.tsx";
import { LoginForm, type LoginFormProps } from "./login-form.tsx";

interface LoginCardProps extends LoginFormProps {
  titleId?: string;
}

/** `OSCAR Admin` and the form, before the blue band. Fills what it stands in. */
export function LoginCard({ titleId, ...form }: LoginCardProps) {
  return (
    <Box sx={PLACE}>
      <Box
        sx={[
          BAND,
          (theme) => theme.applyStyles("dark", { bgcolor: "#0B3A5E" }),
        ]}
      />
      <Paper variant="outlined" sx={CARD}>
        <Box sx={{ display: "grid", justifyItems: "center", gap: 2, mb: 4 }}>
          <Mark size={64} />
          <Typography id={titleId} variant="h1" sx={TITLE}>
            OSCAR Admin
          </Typography>
        </Box>
        <LoginForm {...form} />
      </Paper>
    </Box>
  );
}

const PLACE = {
  position: "relative",
  display: "grid",
  placeItems: "center",
  minHeight: "100vh",
  p: 2,
};

const BAND = {
  position: "absolute",
  inset: "0 0 auto 0",
  height: "45vh",
  bgcolor: "#006BB8",
};

const CARD = {
  position: "relative",
  width: "100%",
  maxWidth: 400,
  p: { xs: 3, sm: 5 },
  borderRadius: 3,
};

const TITLE = { fontSize: "1.5rem", lineHeight: 1.25, color: "primary.main" };
