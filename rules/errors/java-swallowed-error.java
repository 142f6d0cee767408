class Loader {
    Document load(Path path) {
        try {
            parse(path);
            // ruleid: java-swallowed-error
        } catch (IOException error) {
        }
        try {
            parse(path);
        } catch (IllegalStateException error) {
            throw error;
            // ruleid: java-swallowed-error
        } catch (Exception error) {
            // best effort
        } finally {
            close();
        }
        try {
            parse(path);
            // ruleid: java-swallowed-error
        } catch (Exception error) {
            return null;
        }
        try {
            parse(path);
            // ok: java-swallowed-error
        } catch (NumberFormatException error) {
            return null;
        }
        try {
            parse(path);
            // ok: java-swallowed-error
        } catch (InterruptedException error) {
            Thread.currentThread().interrupt();
        }
        try {
            parse(path);
            // ok: java-swallowed-error
        } catch (Exception error) {
            log.warn("cannot parse", error);
            return null;
        }
        try (Reader reader = open(path)) {
            parse(reader);
            // ruleid: java-swallowed-error
        } catch (IOException error) {
        }
        // ok: java-swallowed-error
        return ball.catches(path);
    }
}
