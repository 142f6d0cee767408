package org.example.bank;

import java.math.BigDecimal;

public class TransferService {

    private final Accounts accounts;
    private final Journal journal;

    public TransferService(Accounts accounts, Journal journal) {
        this.accounts = accounts;
        this.journal = journal;
    }

    public Receipt transfer(String from, String to, BigDecimal amount) {
        try {
            accounts.withdraw(from, amount);
            accounts.deposit(to, amount);
            return Receipt.done(journal.write(from, to, amount));
        } catch (InsufficientFunds refused) {
            return Receipt.refused(refused.getMessage());
        }
    }
}
