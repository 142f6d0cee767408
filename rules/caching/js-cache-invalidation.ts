async function save(user) {
  // ruleid: js-cache-invalidation
  queryClient.invalidateQueries({ queryKey: ["user"] });
  // ruleid: js-cache-invalidation
  await userCache.del(user.id);
  // ruleid: js-cache-invalidation
  revalidatePath("/users");
  // ok: js-cache-invalidation
  cache.get(user.id);
  // ok: js-cache-invalidation
  items.clear();
  // ok: js-cache-invalidation
  await store.save(user);
}
