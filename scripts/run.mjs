// Runs a script of this folder with the Node that package.json pins, after installing dependencies where needed.
// Whoever clones the repository may have an older Node and no dependencies yet: plain JavaScript, built-in modules only.
import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { constants as os } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const LEAST_NODE = 20;
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const NODE = join(ROOT, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");
// Base64 and hex methods of Uint8Array: workerd has them, and modules that scripts share with the Workers use them.
const FLAGS = ["--js-base-64"];
const HANGUP_CHECK_MS = 500;

main();

function main() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < LEAST_NODE) return fail(`Node ${LEAST_NODE} or newer is needed; this is ${process.version}.`);
  const [script, ...args] = process.argv.slice(2);
  if (!script) return fail("Usage: node scripts/run.mjs scripts/<name>.ts [arguments]");
  if (!installed()) {
    const problem = install();
    if (problem) return fail(problem);
  }
  run(join(ROOT, script), args);
}

function fail(line) {
  console.error(line);
  process.exitCode = 1;
}

/** Whether node_modules holds what package-lock.json names, by npm's own record. Packages of other platforms may lack. */
function installed() {
  if (!existsSync(NODE)) return false;
  try {
    const wanted = packagesOf("package-lock.json");
    const present = packagesOf("node_modules/.package-lock.json");
    return Object.entries(wanted).every(([path, { version, optional }]) => {
      const found = present[path];
      return path === "" || (found ? found.version === version : optional === true);
    });
  } catch {
    return false;
  }
}

function packagesOf(file) {
  return JSON.parse(readFileSync(join(ROOT, file), "utf8")).packages;
}

/** @returns what went wrong, in one line, or undefined */
function install() {
  console.error("Installing dependencies (npm install) …");
  const unwritable = [ROOT, join(ROOT, "node_modules")].find((folder) => existsSync(folder) && !writable(folder));
  if (unwritable) return `Dependencies cannot be installed: no permission to write in ${unwritable}.`;
  const npm = process.env.npm_execpath;
  const [command, first] = npm && npm.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
  const { status, error } = spawnSync(command, [...first, "install", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: ROOT,
    // npm's own words go to stderr: stdout belongs to the script.
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  if (error) return `Dependencies could not be installed: npm did not run (${error.message}).`;
  if (status !== 0) return "Dependencies could not be installed: npm install failed (its reason stands above).";
  return existsSync(NODE) ? undefined : "Dependencies are installed, but Node is missing from them: was npm told to ignore scripts?";
}

function writable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The channel tells the script when this process is killed: it closes then, whatever the signal was. */
function run(script, args) {
  const child = spawn(NODE, [...FLAGS, script, ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    shell: process.platform === "win32",
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`${NODE} did not run (${error.message}).`));
  child.on("exit", (code, signal) => process.exit(code === null ? 128 + (os.signals[signal] || 0) : code));
  // npm killed with SIGKILL cannot forward anything; what it had started must end all the same.
  const launchers = ancestry();
  if (process.env.npm_lifecycle_event) setInterval(() => ancestry() !== launchers && child.kill("SIGTERM"), HANGUP_CHECK_MS).unref();
}

/** Whose child this is: npm's, or that of a shell between npm and here, whose parent then belongs to the answer. */
function ancestry() {
  const parent = process.ppid;
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, "utf8");
    const [, name, grandparent] = /^\d+ \((.*)\) \S (\d+)/s.exec(stat);
    return /^(ba|da|a)?sh$/.test(name) ? `${parent} ${grandparent}` : `${parent}`;
  } catch {
    return `${parent}`;
  }
}
