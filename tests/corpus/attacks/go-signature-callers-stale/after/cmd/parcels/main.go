package main

import (
	"fmt"
	"os"

	"example.org/parcels/internal/weight"
)

func main() {
	grams, _ := weight.Parse(os.Args[1], weight.Pound)
	fmt.Println(grams)
}
