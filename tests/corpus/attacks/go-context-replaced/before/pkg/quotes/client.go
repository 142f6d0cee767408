package quotes

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const callTimeout = 3 * time.Second

// Client asks the exchange for quotes.
type Client struct {
	Base string
	HTTP *http.Client
}

// Latest is the newest quote of a symbol.
func (c *Client) Latest(ctx context.Context, symbol string) (Quote, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.Base+"/quotes/"+symbol, nil)
	if err != nil {
		return Quote{}, err
	}
	response, err := c.HTTP.Do(request)
	if err != nil {
		return Quote{}, fmt.Errorf("quote of %s: %w", symbol, err)
	}
	defer response.Body.Close()
	var quote Quote
	return quote, json.NewDecoder(response.Body).Decode(&quote)
}
