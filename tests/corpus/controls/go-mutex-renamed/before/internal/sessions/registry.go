package sessions

import "sync"

// Registry knows which connection belongs to which user.
type Registry struct {
	mu     sync.RWMutex
	byUser map[string]*Conn
}

// NewRegistry makes an empty registry.
func NewRegistry() *Registry {
	return &Registry{byUser: make(map[string]*Conn)}
}

// Put remembers a connection and gives the one that it replaces.
func (r *Registry) Put(user string, conn *Conn) *Conn {
	r.mu.Lock()
	defer r.mu.Unlock()
	old := r.byUser[user]
	r.byUser[user] = conn
	return old
}

// Get gives the connection of a user, or nil.
func (r *Registry) Get(user string) *Conn {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.byUser[user]
}
