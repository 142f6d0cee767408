package sessions

import "sync"

// Registry knows which connection belongs to which user.
type Registry struct {
	byUserLock sync.RWMutex // guards byUser
	byUser     map[string]*Conn
}

// NewRegistry makes an empty registry.
func NewRegistry() *Registry {
	return &Registry{byUser: make(map[string]*Conn)}
}

// Put remembers a connection and gives the one that it replaces.
func (r *Registry) Put(user string, conn *Conn) *Conn {
	r.byUserLock.Lock()
	defer r.byUserLock.Unlock()
	old := r.byUser[user]
	r.byUser[user] = conn
	return old
}

// Get gives the connection of a user, or nil.
func (r *Registry) Get(user string) *Conn {
	r.byUserLock.RLock()
	defer r.byUserLock.RUnlock()
	return r.byUser[user]
}
