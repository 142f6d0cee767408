static void add(struct counter *counter, int by)
{
	/* ruleid: c-lock */
	pthread_mutex_lock(&counter->mutex);
	counter->total += by;
	pthread_mutex_unlock(&counter->mutex);
	/* ruleid: c-lock */
	spin_lock_irqsave(&counter->lock, flags);
	/* ruleid: c-lock */
	EnterCriticalSection(&counter->section);
	/* ruleid: c-lock */
	flock(counter->fd, LOCK_EX);
	/* ok: c-lock */
	flock(counter->fd, LOCK_UN);
	/* ok: c-lock */
	pthread_mutex_init(&counter->mutex, NULL);
	/* ok: c-lock */
	spin_unlock_irqrestore(&counter->lock, flags);
	/* ok: c-lock */
	lock_door(counter);
}
