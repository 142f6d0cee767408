class Load {
    Object load(InputStream stream, Reader reader) throws Exception {
        ObjectInputStream in = new ObjectInputStream(stream);
        // ruleid: java-unsafe-load
        Object a = in.readObject();
        // ruleid: java-unsafe-load
        Object b = new ObjectInputStream(stream).readObject();
        // ruleid: java-unsafe-load
        mapper.enableDefaultTyping();
        // ok: java-unsafe-load
        Object c = reader.readObject();
        // ok: java-unsafe-load
        Object d = mapper.readValue(stream, Order.class);
        // ok: java-unsafe-load
        int e = stream.read();
        return a;
    }
}
