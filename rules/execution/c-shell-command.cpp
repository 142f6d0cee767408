static int run(const char *command, const std::string &name) {
  // ruleid: c-shell-command
  system(command);
  // ruleid: c-shell-command
  std::system(("rm -r " + name).c_str());
  // ruleid: c-shell-command
  FILE *out = popen(command, "r");
  // ruleid: c-shell-command
  execl("/bin/sh", "sh", "-c", command, (char *)NULL);
  // ok: c-shell-command
  system("clear");
  // ok: c-shell-command
  system(NULL);
  // ok: c-shell-command
  FILE *list = popen("ls", "r");
  // ok: c-shell-command
  execl("/bin/ls", "ls", "-c", NULL);
  // ok: c-shell-command
  execv(command, arguments);
  // ok: c-shell-command
  store.system(command);
  return system(EDITOR);
}
