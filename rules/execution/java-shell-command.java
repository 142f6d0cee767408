class Run {
    void run(String name) throws Exception {
        // ruleid: java-shell-command
        Runtime.getRuntime().exec("ls " + name);
        // ruleid: java-shell-command
        new ProcessBuilder("sh", "-c", "ls " + name).start();
        // ruleid: java-shell-command
        Runtime.getRuntime().exec(String.format("ls %s", name));
        // ok: java-shell-command
        new ProcessBuilder("ls", name).start();
        // ok: java-shell-command
        Runtime.getRuntime().exec(new String[] {"ls", name});
        // ok: java-shell-command
        Runtime.getRuntime().exec("ls");
    }
}
