// silenceper/wechat, unchanged: address, corpid and secret. Each line of input names a method of its client for
// customer contact, with the request; the line of output is what the method answered.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/silenceper/wechat/v2"
	"github.com/silenceper/wechat/v2/cache"
	"github.com/silenceper/wechat/v2/util"
)

const theirs = "https://qyapi.weixin.qq.com"

type call struct {
	Method  string
	Request json.RawMessage
}

func main() {
	base := os.Args[1]
	util.SetURIModifier(func(uri string) string { return strings.Replace(uri, theirs, base, 1) })
	client := contacts(map[string]string{"corp_id": os.Args[2], "corp_secret": os.Args[3]})
	calls := json.NewDecoder(os.Stdin)
	for calls.More() {
		var next call
		check(calls.Decode(&next))
		fmt.Println(string(answer(client.MethodByName(next.Method), next.Request)))
	}
}

func contacts(configured map[string]string) reflect.Value {
	library := wechat.NewWechat()
	library.SetCache(cache.NewMemory())
	open := reflect.ValueOf(library.GetWork)
	config := reflect.New(open.Type().In(0).Elem())
	fill(config, must(json.Marshal(configured)))
	company := open.Call([]reflect.Value{config})[0]
	return company.MethodByName("GetExternalContact").Call(nil)[0]
}

func answer(method reflect.Value, request []byte) []byte {
	given := reflect.New(method.Type().In(0).Elem())
	fill(given, request)
	answered := method.Call([]reflect.Value{given})
	if failed := answered[len(answered)-1].Interface(); failed != nil {
		panic(failed)
	}
	return must(json.Marshal(answered[0].Interface()))
}

// fill refuses what the library's own type does not know.
func fill(into reflect.Value, from []byte) {
	decoder := json.NewDecoder(strings.NewReader(string(from)))
	decoder.DisallowUnknownFields()
	check(decoder.Decode(into.Interface()))
}

func must[T any](found T, err error) T {
	check(err)
	return found
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
