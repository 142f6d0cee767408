def fetch(branch, folder)
  # ruleid: rb-shell-command
  system("git fetch origin #{branch}")
  # ruleid: rb-shell-command
  exec("rm -r " + folder)
  # ruleid: rb-shell-command
  out, status = Open3.capture2("git log #{branch}")
  # ruleid: rb-shell-command
  IO.popen("tar -x #{folder}")
  # ok: rb-shell-command
  system("git", "fetch", "origin", branch)
  # ok: rb-shell-command
  system("git fetch origin")
  # ok: rb-shell-command
  system("git fetch origin #{branch.shellescape}")
  # ok: rb-shell-command
  store.system("git fetch #{branch}")
  # ok: rb-shell-command
  puts("git fetch origin #{branch}")
end
