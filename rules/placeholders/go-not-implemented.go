package ledger

func (l *Ledger) Refund(order string) error {
	// ruleid: go-not-implemented
	panic("not implemented")
}

func export(w io.Writer) error {
	// ruleid: go-not-implemented
	return errors.New("export: not implemented yet")
}

func archive() {
	// ruleid: go-not-implemented
	panic("TODO: move rows to the archive")
}

func parse(kind string) error {
	switch kind {
	case "sum":
		// ok: go-not-implemented
		panic("unreachable")
	case "mean":
		// ok: go-not-implemented
		return fmt.Errorf("kind %q not supported", kind)
	case "todo":
		// ok: go-not-implemented
		log.Print("not implemented")
	}
	// ok: go-not-implemented
	return errors.New("server has not implemented this method, upgrade it to 2.0")
}
