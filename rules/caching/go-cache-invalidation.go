package users

func (s *Store) rename(ctx context.Context, id, name string) error {
	// ruleid: go-cache-invalidation
	s.userCache.Delete(id)
	// ruleid: go-cache-invalidation
	delete(s.cache, id)
	// ruleid: go-cache-invalidation
	cache.Del(ctx, "user:"+id)
	// ruleid: go-cache-invalidation
	s.lru.Remove(id)

	// ok: go-cache-invalidation
	s.rows.Delete(id)
	// ok: go-cache-invalidation
	delete(s.pending, id)
	// ok: go-cache-invalidation
	s.cache.Set(id, name)
	// ok: go-cache-invalidation
	os.Remove(s.cachePath)
	// ok: go-cache-invalidation
	w.Flush()
	return nil
}
