// Decides whether this Node can run Payung. It imports nothing and uses only old syntax, so that an old Node reaches the message.

/** Ends the process with exit code 2 and one sentence in both languages when Node is older than 20.19. */
export function requireNode() {
  const parts = process.versions.node.split('.').map(Number);
  if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)) return;
  process.stderr.write(
    'Payung memerlukan Node.js 20.19 atau lebih baru; yang terpasang ' +
      process.versions.node +
      '. Pasang versi LTS dari nodejs.org, lalu ulangi.\n' +
      'Payung needs Node.js 20.19 or later; this is ' +
      process.versions.node +
      '. Install the LTS version from nodejs.org and try again.\n',
  );
  process.exit(2);
}
