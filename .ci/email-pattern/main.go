// Checks all addresses of the table by the pattern of the contract in RE2 (package regexp).
// Arguments: the contract, the table.
package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"gopkg.in/yaml.v3"
)

func patterns(node any, found map[string]bool) {
	switch node := node.(type) {
	case map[string]any:
		for _, name := range []string{"email", "Email"} {
			if email, ok := node[name].(map[string]any); ok {
				if pattern, ok := email["pattern"].(string); ok {
					found[pattern] = true
				}
			}
		}
		for _, child := range node {
			patterns(child, found)
		}
	case []any:
		for _, child := range node {
			patterns(child, found)
		}
	}
}

func must(content []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return content
}

func main() {
	var contract map[string]any
	if err := yaml.Unmarshal(must(os.ReadFile(os.Args[1])), &contract); err != nil {
		panic(err)
	}
	found := map[string]bool{}
	patterns(contract, found)
	asked, wrong := 0, 0
	for pattern := range found {
		expression := regexp.MustCompile(pattern)
		for _, row := range strings.Split(string(must(os.ReadFile(os.Args[2]))), "\n") {
			if !strings.HasPrefix(row, "+ ") && !strings.HasPrefix(row, "- ") {
				continue
			}
			asked++
			if expression.MatchString(row[2:]) != (row[0] == '+') {
				wrong++
				fmt.Println("RE2 disagrees with the table:", row)
			}
		}
	}
	fmt.Printf("RE2: %d addresses, %d wrong\n", asked, wrong)
	if wrong > 0 || asked < 40 {
		os.Exit(1)
	}
}
