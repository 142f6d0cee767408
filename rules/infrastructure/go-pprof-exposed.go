package main

// ruleid: go-pprof-exposed
import _ "net/http/pprof"

// ok: go-pprof-exposed
import "runtime/pprof"

// ok: go-pprof-exposed
import _ "net/http/httputil"

func serve(mux *http.ServeMux, engine *gin.Engine, file *os.File) {
	// ruleid: go-pprof-exposed
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	// ruleid: go-pprof-exposed
	pprof.Register(engine)
	// ok: go-pprof-exposed
	pprof.StartCPUProfile(file)
	// ok: go-pprof-exposed
	mux.HandleFunc("/debug/pprof/", refuse)
}
