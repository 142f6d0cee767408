package main

import (
	"fmt"
	"os"

	"example.org/parcels/internal/weight"
)

func main() {
	fmt.Println(weight.Parse(os.Args[1]))
}
