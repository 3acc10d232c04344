import Alert from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import type { StatusProblem } from "@oscar/contracts";
import type { z } from "zod";

/** What an operator should know, each with what to do about it. */
export function ProblemList({
  problems,
}: {
  problems: z.infer<typeof StatusProblem>[];
}) {
  return problems.map(({ code, message, help }) => (
    <Alert
      key={`${code} ${message}`}
      severity="warning"
      variant="outlined"
      sx={{ bgcolor: "background.paper" }}
    >
      <AlertTitle sx={{ fontSize: "0.875rem", mb: 0.25 }}>{message}</AlertTitle>
      {help}
    </Alert>
  ));
}
