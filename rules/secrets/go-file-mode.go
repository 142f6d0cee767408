package store

func keep(path, keyPath string, key, page []byte, file *os.File) {
	// ruleid: go-file-mode
	os.Chmod(path, 0777)
	// ruleid: go-file-mode
	file.Chmod(0o666)
	// ruleid: go-file-mode
	os.WriteFile(keyPath, key, 0644)
	// ruleid: go-file-mode
	os.WriteFile(filepath.Join(path, "credentials.json"), page, 0o664)
	// ruleid: go-file-mode
	os.OpenFile(path+"/server.key", os.O_CREATE|os.O_WRONLY, os.ModePerm)

	// ok: go-file-mode
	os.WriteFile(keyPath, key, 0600)
	// ok: go-file-mode
	os.WriteFile(path, page, 0644)
	// ok: go-file-mode
	os.Chmod(path, 0755)
	// ok: go-file-mode
	os.Chmod(path, info.Mode()|0111)
	// ok: go-file-mode
	os.WriteFile(publicKeyPath, key, 0644)
	// ok: go-file-mode
	os.MkdirAll(path, 0777)
}
