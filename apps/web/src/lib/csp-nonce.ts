/** The nonce that this page's style elements must carry; none behind the development server. */
export function cspNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>(
    'meta[name="csp-nonce"]',
  );
  const nonce = meta?.content;
  return nonce && nonce !== "__CSP_NONCE__" ? nonce : undefined;
}
