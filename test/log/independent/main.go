// Verifies a log of Payung with the tlog and note packages of the Go project, sharing no code with Payung.
//
//	go run . log    <verifier key> <base address> [<kept checkpoint file>]   every entry, tile and the growth since a kept checkpoint
//	go run . proof  <verifier key> <proof file>                             a proof file (C2SP tlog-proof)
//	go run . growth <verifier key> <file>                                   what `payung --json log consistency` answers
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

func main() {
	if len(os.Args) < 4 {
		fail(errors.New("usage: log|proof|growth <verifier key> <address or file> [<kept checkpoint>]"))
	}
	verifier, err := note.NewVerifier(os.Args[2])
	check(err)
	switch os.Args[1] {
	case "log":
		kept := ""
		if len(os.Args) > 4 {
			kept = os.Args[4]
		}
		verifyLog(verifier, strings.TrimSuffix(os.Args[3], "/"), kept)
	case "proof":
		verifyProof(verifier, os.Args[3])
	case "growth":
		verifyGrowth(verifier, os.Args[3])
	default:
		fail(errors.New("unknown: " + os.Args[1]))
	}
}

func fail(err error) {
	fmt.Println("REFUSED:", err)
	os.Exit(1)
}

func check(err error) {
	if err != nil {
		fail(err)
	}
}

// head opens a checkpoint: its signature by note.Open, then the three lines.
func head(text []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(text, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != verifier.Name() {
		fail(errors.New("not a checkpoint of " + verifier.Name()))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	hash, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: hash}
}

func fetch(address string) []byte {
	answer, err := http.Get(address)
	check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	check(err)
	if answer.StatusCode != 200 {
		fail(fmt.Errorf("%s: %s", address, answer.Status))
	}
	return body
}

// tiles reads tiles as C2SP tlog-tiles names them: as Go does, without the height.
type tiles struct{ base string }

func (t tiles) Height() int { return height }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range wanted {
		found = append(found, fetch(t.base+"/"+strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)))
	}
	return found, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func verifyLog(verifier note.Verifier, base string, kept string) {
	tree := head(fetch(base+"/checkpoint"), verifier)
	reader := tlog.TileHashReader(tree, tiles{base}) // refuses a tile that is not of this tree
	for first := int64(0); first < tree.N; first += 1 << height {
		width := tree.N - first
		if width > 1<<height {
			width = 1 << height
		}
		path := tlog.Tile{H: height, L: 0, N: first >> height, W: int(width)}.Path()
		bundle := fetch(base + "/" + strings.Replace(path, fmt.Sprintf("tile/%d/0/", height), "tile/entries/", 1))
		indexes := make([]int64, width)
		for i := range indexes {
			indexes[i] = tlog.StoredHashIndex(0, first+int64(i))
		}
		hashes, err := reader.ReadHashes(indexes)
		check(err)
		for i := int64(0); i < width; i++ {
			if len(bundle) < 2 || len(bundle) < 2+int(bundle[0])<<8+int(bundle[1]) {
				fail(fmt.Errorf("entry %d: the bundle is too short", first+i))
			}
			length := int(bundle[0])<<8 + int(bundle[1])
			if tlog.RecordHash(bundle[2:2+length]) != hashes[i] {
				fail(fmt.Errorf("entry %d is not the one in the tree", first+i))
			}
			bundle = bundle[2+length:]
		}
		if len(bundle) != 0 {
			fail(fmt.Errorf("more in the bundle after entry %d", first+width-1))
		}
	}
	since := ""
	if kept != "" {
		text, err := os.ReadFile(kept)
		check(err)
		old := head(text, verifier)
		proof, err := tlog.ProveTree(tree.N, old.N, reader)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash))
		since = fmt.Sprintf(", and continues the checkpoint of %d", old.N)
	}
	fmt.Printf("VERIFIED: %s, %d entries%s\n", verifier.Name(), tree.N, since)
}

func verifyProof(verifier note.Verifier, file string) {
	text, err := os.ReadFile(file)
	check(err)
	proofText, checkpoint, found := bytes.Cut(text, []byte("\n\n"))
	if !found {
		fail(errors.New("no checkpoint"))
	}
	lines := strings.Split(string(proofText), "\n")
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" || !strings.HasPrefix(lines[1], "extra ") || !strings.HasPrefix(lines[2], "index ") {
		fail(errors.New("not a proof file of Payung"))
	}
	opening, err := base64.StdEncoding.DecodeString(lines[1][len("extra "):])
	check(err)
	index, err := strconv.ParseInt(lines[2][len("index "):], 10, 64)
	check(err)
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		check(err)
		proof = append(proof, hash)
	}
	var act struct {
		Act, Kind, Subject, Digest, At string
	}
	check(json.Unmarshal(opening, &act))
	sum := sha256.Sum256(opening)
	entry := fmt.Sprintf(`{"act":"%s","commitment":"%s"}`, act.Act, hex.EncodeToString(sum[:]))
	tree := head(checkpoint, verifier)
	check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash([]byte(entry))))
	fmt.Printf("VERIFIED: entry %d of %d is %s of %s at %s, digest %s\n", index, tree.N, act.Kind, act.Subject, act.At, act.Digest)
}

func verifyGrowth(verifier note.Verifier, file string) {
	text, err := os.ReadFile(file)
	check(err)
	var answer struct {
		Old, Now string
		Proof    []string
	}
	check(json.Unmarshal(text, &answer))
	old, now := head([]byte(answer.Old), verifier), head([]byte(answer.Now), verifier)
	var proof tlog.TreeProof
	for _, line := range answer.Proof {
		hash, err := tlog.ParseHash(line)
		check(err)
		proof = append(proof, hash)
	}
	check(tlog.CheckTree(proof, now.N, now.Hash, old.N, old.Hash))
	fmt.Printf("VERIFIED: the tree of %d continues the tree of %d\n", now.N, old.N)
}
