class Transfers {
    Receipt transfer() {
        try {
            return Receipt.done(journal.write());
        } catch (Throwable ignored) {
            // ruleid: java-false-success
            return Receipt.done("n/a");
        }
    }

    Response send() {
        try {
            return post();
        } catch (Exception problem) {
            log.warn("no", problem);
            // ruleid: java-false-success
            return ResponseEntity.ok().build();
        }
    }

    Status state() {
        try {
            return post();
        } catch (RuntimeException problem) {
            // ruleid: java-false-success
            return Status.SUCCESS;
        }
    }

    Receipt refused() {
        try {
            return Receipt.done(journal.write());
        } catch (InsufficientFunds refused) {
            // ok: java-false-success
            return Receipt.refused(refused.getMessage());
        }
    }

    Receipt failed() {
        try {
            return Receipt.done(journal.write());
        } catch (Exception problem) {
            // ok: java-false-success
            return Receipt.failed(problem);
        }
    }

    Response named() {
        try {
            return post();
        } catch (Exception problem) {
            // ok: java-false-success
            return Response.ok(errorOf(problem));
        }
    }
}
