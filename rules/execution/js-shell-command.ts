import { exec, execSync, execFile } from "child_process";

function list(name) {
  // ruleid: js-shell-command
  exec(`ls ${name}`);
  // ruleid: js-shell-command
  execSync("git log " + name);
  // ruleid: js-shell-command
  execSync(`git show ${name}`, { encoding: "utf8" });
  // ok: js-shell-command
  execFile("ls", [name]);
  // ok: js-shell-command
  exec("git status");
  // ok: js-shell-command
  spawn("git", ["show", name]);
}
