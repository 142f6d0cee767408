fn run(branch: &str, script: &str) {
    // ruleid: rs-shell-command
    Command::new("sh").arg("-c").arg(format!("git fetch {}", branch)).status();
    // ruleid: rs-shell-command
    std::process::Command::new("/bin/bash").args(["-c", script]).spawn();
    // ruleid: rs-shell-command
    Command::new("cmd").args(&["/C", &format!("del {}", branch)]).output();
    let mut command = Command::new("bash");
    // ruleid: rs-shell-command
    command.arg("-c").arg(&script);
    // ok: rs-shell-command
    Command::new("sh").arg("-c").arg("git fetch origin").status();
    // ok: rs-shell-command
    Command::new("git").arg("-c").arg(script).status();
    // ok: rs-shell-command
    Command::new("git").args(["fetch", branch]).status();
    // ok: rs-shell-command
    Command::new("bash").arg(script).status();
    // ok: rs-shell-command
    Command::new("sh").args(["-c", "exec true"]).status();
}
