/** Where single sign-on begins: a link, not a request; it comes back to `to`, an address of this page. */
export const openIdAddress = (to: string, isConfirming = false): string =>
  `/v1/sign-in/openid?${new URLSearchParams({ to, ...(isConfirming ? { confirm: 'true' } : {}) })}`;
