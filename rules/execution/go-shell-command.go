package backup

const rotate = "logrotate /etc/logrotate.conf"

func run(ctx context.Context, name, command string) {
	// ruleid: go-shell-command
	exec.Command("sh", "-c", "tar xf "+name).Run()
	// ruleid: go-shell-command
	cmd := exec.CommandContext(ctx, "/bin/bash", "-lc", command)
	// ruleid: go-shell-command
	exec.Command("bash", "-c", fmt.Sprintf("du -s %s", name))
	// ruleid: go-shell-command
	exec.Command("cmd", "/C", command)

	// ok: go-shell-command
	exec.Command("sh", "-c", "df -h | tail -1")
	// ok: go-shell-command
	exec.Command("sh", "-c", rotate)
	// ok: go-shell-command
	exec.Command("tar", "-c", name)
	// ok: go-shell-command
	exec.CommandContext(ctx, "git", "-c", name, "fetch")
	// ok: go-shell-command
	exec.Command("bash", "backup.sh", name)
	// ok: go-shell-command
	shell.Command("sh", "-c", command)
}
