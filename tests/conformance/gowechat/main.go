// silenceper/wechat, unchanged: address, corpid, secret, userid, customer, opengid, moment. Prints what it
// read, a line each.
package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/silenceper/wechat/v2/cache"
	"github.com/silenceper/wechat/v2/credential"
	"github.com/silenceper/wechat/v2/util"
	"github.com/silenceper/wechat/v2/work/config"
	"github.com/silenceper/wechat/v2/work/context"
	ec "github.com/silenceper/wechat/v2/work/externalcontact"
)

const theirs = "https://qyapi.weixin.qq.com"

func main() {
	base, corpID, secret, userID := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	util.SetURIModifier(func(uri string) string { return strings.Replace(uri, theirs, base, 1) })
	memory := cache.NewMemory()
	client := ec.NewClient(&context.Context{
		Config: &config.Config{CorpID: corpID, CorpSecret: secret, Cache: memory},
		AccessTokenHandle: credential.NewWorkAccessToken(
			corpID, secret, "", credential.CacheKeyWorkPrefix, memory),
	})
	customerRules(client, userID)
	momentRules(client, userID)
	chat := must(client.OpengIDToChatID(&ec.OpengIDToChatIDRequest{OpengID: os.Args[5]}))
	say("chat", chat.ChatID)
	moment(client, userID, os.Args[6])
}

func customerRules(client *ec.Client, userID string) {
	made := must(client.CreateCustomerStrategy(&ec.CreateCustomerStrategyRequest{
		StrategyName: "门店", AdminList: []string{userID},
		Privilege: ec.Privilege{ViewCustomerList: true, ViewCustomerData: true},
		Range:     []ec.Range{{Type: 1, UserID: userID}},
	}))
	id := made.StrategyID
	listed := must(client.ListCustomerStrategy(&ec.ListCustomerStrategyRequest{Limit: 100}))
	say("listed", listed.Strategy[len(listed.Strategy)-1].StrategyID == id)
	check(client.EditCustomerStrategy(&ec.EditCustomerStrategyRequest{
		StrategyID: id, StrategyName: "旗舰店", AdminList: []string{userID},
		RangeAdd: []ec.Range{{Type: 2, PartyID: 1}},
	}))
	shown := must(client.GetCustomerStrategy(&ec.GetCustomerStrategyRequest{StrategyID: id}))
	say("strategy", shown.Strategy.StrategyName)
	inside := must(client.GetRangeCustomerStrategy(
		&ec.GetRangeCustomerStrategyRequest{StrategyID: id, Limit: 100}))
	say("range", len(inside.Range))
	tags(client, id)
	check(client.DelCustomerStrategy(&ec.DelCustomerStrategyRequest{StrategyID: id}))
}

func tags(client *ec.Client, strategy int) {
	made := must(client.AddStrategyTag(&ec.AddStrategyTagRequest{
		StrategyID: strategy, GroupName: "到店偏好", Tag: []ec.AddStrategyTagRequestItem{{Name: "周末"}},
	}))
	check(client.EditStrategyTag(&ec.EditStrategyTagRequest{ID: made.TagGroup.Tag[0].ID, Name: "双休"}))
	kept := must(client.GetStrategyTagList(&ec.GetStrategyTagListRequest{StrategyID: strategy}))
	say("tag", kept.TagGroup[0].Tag[0].Name)
	check(client.DelStrategyTag(&ec.DelStrategyTagRequest{GroupID: []string{made.TagGroup.GroupID}}))
}

func momentRules(client *ec.Client, userID string) {
	made := must(client.CreateMomentStrategy(&ec.CreateMomentStrategyRequest{
		StrategyName: "发圈", AdminList: []string{userID},
		Privilege: ec.MomentPrivilege{ViewMomentList: true, SendMoment: true},
		Range:     []ec.RangeMomentStrategy{{Type: 1, UserID: userID}},
	}))
	id := made.StrategyID
	listed := must(client.ListMomentStrategy(&ec.ListMomentStrategyRequest{Limit: 100}))
	say("moments listed", listed.Strategy[len(listed.Strategy)-1].StrategyID == id)
	check(client.EditMomentStrategy(&ec.EditMomentStrategyRequest{
		StrategyID: id, StrategyName: "门店发圈", AdminList: []string{userID},
		Privilege: ec.MomentPrivilege{ViewMomentList: true},
	}))
	shown := must(client.GetMomentStrategy(&ec.GetMomentStrategyRequest{StrategyID: id}))
	say("moment strategy", shown.Strategy.StrategyName)
	inside := must(client.GetRangeMomentStrategy(
		&ec.GetRangeMomentStrategyRequest{StrategyID: id, Limit: 100}))
	say("moment range", inside.Range[0].UserID)
	check(client.DelMomentStrategy(&ec.DelMomentStrategyRequest{StrategyID: id}))
}

func moment(client *ec.Client, userID, id string) {
	seen := must(client.GetMomentSendResult(
		&ec.GetMomentSendResultRequest{MomentID: id, UserID: userID, Limit: 100}))
	say("seen by", seen.CustomerList[0].ExternalUserID)
	said := must(client.GetMomentComments(&ec.GetMomentCommentsRequest{MomentID: id, UserID: userID}))
	say("comments", len(said.CommentList))
	say("liked by", said.LikeList[0].ExternalUserID)
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

func say(name string, value any) {
	fmt.Printf("%s=%v\n", name, value)
}
