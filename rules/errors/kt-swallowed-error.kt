class Store {
    fun load(path: Path) {
        try {
            parse(path)
            // ruleid: kt-swallowed-error
        } catch (e: IOException) {
        }
        try {
            parse(path)
            // ruleid: kt-swallowed-error
        } catch (e: Exception) {
            // best effort
        }
        // ruleid: kt-swallowed-error
        runCatching { parse(path) }
    }

    fun size(path: Path): Int? {
        try {
            return parse(path).size
            // ruleid: kt-swallowed-error
        } catch (e: Exception) {
            return null
        }
    }

    fun name(path: Path): String? {
        try {
            parse(path)
            // ok: kt-swallowed-error
        } catch (e: CancellationException) {
        }
        try {
            return parse(path).name
            // ok: kt-swallowed-error
        } catch (e: NumberFormatException) {
            return null
        }
        try {
            parse(path)
            // ok: kt-swallowed-error
        } catch (e: Exception) {
            log.warn("cannot parse", e)
        }
        // ok: kt-swallowed-error
        runCatching { parse(path) }.onFailure { log.warn(it) }
        // ok: kt-swallowed-error
        runCatching { parse(path) }
            .getOrThrow()
        return null
    }
}
