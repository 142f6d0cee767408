package sessions

// Registry knows which connection belongs to which user.
type Registry struct {
	byUser map[string]*Conn
}

// NewRegistry makes an empty registry.
func NewRegistry() *Registry {
	return &Registry{byUser: make(map[string]*Conn)}
}

// Put remembers a connection and gives the one that it replaces.
func (r *Registry) Put(user string, conn *Conn) *Conn {
	old := r.byUser[user]
	r.byUser[user] = conn
	return old
}

// Get gives the connection of a user, or nil.
func (r *Registry) Get(user string) *Conn {
	return r.byUser[user]
}
