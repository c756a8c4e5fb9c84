// Builds one script (and one stylesheet) for each live page, under a fixed name, into the package
// that serves it; manifest.json beside them holds a hash of each, for ?v= in the page's address.

import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig, type EnvironmentOptions } from "vite";

const SERVER = "queue_server/web/static/built";

const PAGES: Record<string, { source: string; built: string }> = {
  kiosk: { source: "kiosk/pages/kiosk.tsx", built: "kiosk/static/built" },
  board: { source: "display/pages/board.tsx", built: "display/static/built" },
  room: { source: "queue_server/web/room/pages/room.tsx", built: SERVER },
  reception: { source: "queue_server/web/reception/pages/reception.tsx", built: SERVER },
  patient: { source: "queue_server/web/patient/pages/patient.tsx", built: SERVER },
};

const present = Object.entries(PAGES).filter(([, page]) => existsSync(page.source));

/** One classic script that needs no loader, so a page needs no second request and no module support. */
function page(name: string, source: string, built: string): EnvironmentOptions {
  return {
    consumer: "client",
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: {
      outDir: built,
      emptyOutDir: false, // three pages of the server share one folder; buildApp empties it once
      copyPublicDir: false,
      target: "chrome80",
      cssTarget: "chrome80",
      cssCodeSplit: false,
      modulePreload: false,
      reportCompressedSize: false,
      assetsInlineLimit: 0, // the pages' CSP allows no data: addresses
      rollupOptions: {
        input: { [name]: source },
        output: {
          format: "iife",
          entryFileNames: "[name].js",
          assetFileNames: (asset) =>
            asset.names.some((file) => file.endsWith(".css")) ? `${name}.css` : "[name][extname]",
        },
      },
    },
  };
}

function writeManifest(folder: string): void {
  const files = readdirSync(folder).filter((file) => file !== "manifest.json").sort();
  const hashes = files.map((file) => {
    const hash = createHash("sha256").update(readFileSync(join(folder, file)));
    return [file, hash.digest("hex").slice(0, 12)];
  });
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(Object.fromEntries(hashes), null, 1)}\n`);
}

export default defineConfig({
  logLevel: "warn",
  base: "./", // a stylesheet finds its pictures beside itself, wherever the folder is served
  publicDir: false,
  appType: "custom",
  environments: Object.fromEntries(
    present.map(([name, { source, built }]) => [name, page(name, source, built)]),
  ),
  builder: {
    async buildApp(builder) {
      const folders = new Set(present.map(([, { built }]) => built));
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      for (const [name] of present) {
        const environment = builder.environments[name];
        if (environment) await builder.build(environment);
      }
      for (const folder of folders) writeManifest(folder);
    },
  },
});
