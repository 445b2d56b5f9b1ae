package fleet

import (
	"encoding/json"
	"fmt"
	"io"
)

// WriteJSON writes the summary as one indented JSON document.
func (s *Summary) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		return fmt.Errorf("writing the summary as JSON: %w", err)
	}
	return nil
}
