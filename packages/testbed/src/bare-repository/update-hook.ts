/**
 * Runs once a ref, so the other refs of a push go through as they do on GitHub. Message after GitHub's GH006.
 * `REMOTE_USER` is set by the server from the password, never by the client.
 */
export const UPDATE_HOOK = `#!/bin/sh
ref=$1
branch=\${ref#refs/heads/}
[ "$branch" != "$ref" ] || exit 0
git config --get-all testbed.protected | grep -Fqx -- "$branch" || exit 0
if [ -n "$REMOTE_USER" ] && git config --get-all testbed.reviewer | grep -Fqx -- "$REMOTE_USER"; then exit 0; fi
echo "error: GH006: Protected branch update failed for $ref." >&2
echo "error: Changes must be made through a pull request. (protected branch hook declined)" >&2
exit 1
`;
