import { AppError, type FunctionDefinition } from "@oscar/contracts";

/**
 * A definition with the values that its author could not see: `null` stands for the value
 * that is stored. What is absent is gone.
 * @throws AppError `invalid_request` for a `null` where nothing is stored
 */
export function withStoredSecrets(
  definition: FunctionDefinition,
  stored: FunctionDefinition | undefined,
): FunctionDefinition {
  const secrets = Object.entries(definition.secrets ?? {}).map(
    ([name, value]) => [
      name,
      value ?? stored?.secrets?.[name] ?? missing(`secrets.${name}`),
    ],
  );
  const { registryAuth } = definition;
  return {
    ...definition,
    ...(definition.secrets
      ? { secrets: Object.fromEntries(secrets) as Record<string, string> }
      : {}),
    ...(registryAuth
      ? {
          registryAuth: {
            ...registryAuth,
            password:
              registryAuth.password ??
              stored?.registryAuth?.password ??
              missing("registryAuth.password"),
          },
        }
      : {}),
  };
}

function missing(path: string): never {
  const message = "There is no stored value to keep. Enter one.";
  throw new AppError("invalid_request", message, {
    details: [{ path, message }],
  });
}
