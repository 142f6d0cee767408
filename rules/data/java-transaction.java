class Shop {
    // ruleid: java-transaction
    @Transactional
    public void pay(Order order) { save(order); }

    // ruleid: java-transaction
    @Transactional(readOnly = true)
    public Order load(long id) { return find(id); }

    // ruleid: java-transaction
    @Transactional(propagation = Propagation.REQUIRED)
    void move(Order a) { save(a); }

    // ok: java-transaction
    @Override
    public void other(Order order) { save(order); }

    // ok: java-transaction
    @Cacheable
    public Order cached(long id) { return find(id); }

    // ok: java-transaction
    public void transactional() { }
}
