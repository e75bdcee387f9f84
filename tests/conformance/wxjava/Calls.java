import java.util.Collections;
import java.util.Date;
import java.util.List;
import me.chanjar.weixin.cp.api.WxCpExternalContactService;
import me.chanjar.weixin.cp.api.WxCpMsgAuditService;
import me.chanjar.weixin.cp.api.impl.WxCpServiceImpl;
import me.chanjar.weixin.cp.bean.external.WxCpContactWayInfo;
import me.chanjar.weixin.cp.bean.external.WxCpMsgTemplate;
import me.chanjar.weixin.cp.bean.external.WxCpUpdateRemarkRequest;
import me.chanjar.weixin.cp.bean.external.WxCpUserExternalTagGroupInfo;
import me.chanjar.weixin.cp.bean.external.acquisition.WxCpCustomerAcquisitionInfo;
import me.chanjar.weixin.cp.bean.external.acquisition.WxCpCustomerAcquisitionRequest;
import me.chanjar.weixin.cp.bean.external.msg.Text;
import me.chanjar.weixin.cp.bean.msgaudit.WxCpCheckAgreeRequest;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;

/**
 * WxJava, unchanged: address, corpid, secret, userid, external_userid, the archive's secret, a room. Prints
 * what it read, a line each.
 */
public class Calls {
    public static void main(String[] given) throws Exception {
        WxCpExternalContactService contacts =
                service(given, given[2]).getExternalContactService();
        String userid = given[3];
        String customer = given[4];
        customers(contacts, userid, customer);
        tags(contacts, userid, customer);
        ways(contacts, userid);
        broadcasts(contacts, userid);
        links(contacts, userid);
        say("album", contacts.getProductAlbumList(10, "").getProductList().size());
        archive(service(given, given[5]).getMsgAuditService(), userid, customer, given[6]);
        System.exit(0);
    }

    static WxCpServiceImpl service(String[] given, String secret) {
        WxCpDefaultConfigImpl config = new WxCpDefaultConfigImpl();
        config.setBaseApiUrl(given[0]);
        config.setCorpId(given[1]);
        config.setCorpSecret(secret);
        WxCpServiceImpl service = new WxCpServiceImpl();
        service.setWxCpConfigStorage(config);
        return service;
    }

    static void archive(WxCpMsgAuditService archive, String userid, String customer, String room)
            throws Exception {
        say("archived", archive.getPermitUserList(null).contains(userid));
        WxCpCheckAgreeRequest.Info pair = new WxCpCheckAgreeRequest.Info();
        pair.setUserid(userid);
        pair.setExteranalOpenId(customer);
        say("agreed", archive.checkSingleAgree(
                WxCpCheckAgreeRequest.builder().info(Collections.singletonList(pair)).build())
                .getAgreeInfo().get(0).getAgreeStatus());
        say("room", archive.getGroupChat(room).getRoomName());
    }

    static void customers(WxCpExternalContactService contacts, String userid, String customer)
            throws Exception {
        say("followers", contacts.listFollowers().contains(userid));
        say("customers", contacts.listExternalContacts(userid).contains(customer));
        contacts.updateRemark(
                WxCpUpdateRemarkRequest.builder()
                        .userId(userid).externalUserId(customer).remark("陈女士").build());
        say("remark", contacts.getContactDetail(customer, "").getFollowedUsers().get(0).getRemark());
        say("batch", contacts.getContactDetailBatch(new String[] {userid}, "", 50)
                .getExternalContactList().size());
    }

    static void tags(WxCpExternalContactService contacts, String userid, String customer)
            throws Exception {
        WxCpUserExternalTagGroupInfo.Tag tag = new WxCpUserExternalTagGroupInfo.Tag();
        tag.setName("周末");
        WxCpUserExternalTagGroupInfo.TagGroup group = new WxCpUserExternalTagGroupInfo.TagGroup();
        group.setGroupName("到店偏好");
        group.setTag(Collections.singletonList(tag));
        WxCpUserExternalTagGroupInfo wanted = new WxCpUserExternalTagGroupInfo();
        wanted.setTagGroup(group);
        WxCpUserExternalTagGroupInfo.TagGroup made = contacts.addCorpTag(wanted).getTagGroup();
        String id = made.getTag().get(0).getId();
        contacts.editCorpTag(id, "双休", 1);
        contacts.markTag(userid, customer, new String[] {id}, new String[] {});
        say("tag", contacts.getContactDetail(customer, "").getFollowedUsers().get(0).getTags()[0]
                .getTagName());
        say("tags", contacts.getCorpTagList(new String[] {id}).getTagGroupList().size());
        contacts.delCorpTag(new String[] {id}, new String[] {});
    }

    static void ways(WxCpExternalContactService contacts, String userid) throws Exception {
        WxCpContactWayInfo.ContactWay way = new WxCpContactWayInfo.ContactWay();
        way.setType(WxCpContactWayInfo.TYPE.SINGLE);
        way.setScene(WxCpContactWayInfo.SCENE.QRCODE);
        way.setState("wxjava");
        way.setUsers(Collections.singletonList(userid));
        WxCpContactWayInfo info = new WxCpContactWayInfo();
        info.setContactWay(way);
        String id = contacts.addContactWay(info).getConfigId();
        way.setConfigId(id);
        way.setRemark("柜台");
        contacts.updateContactWay(info);
        say("way", contacts.getContactWay(id).getContactWay().getRemark());
        contacts.deleteContactWay(id);
    }

    static void broadcasts(WxCpExternalContactService contacts, String userid) throws Exception {
        Text text = new Text();
        text.setContent("新茶到店");
        WxCpMsgTemplate wanted =
                WxCpMsgTemplate.builder().chatType("single").sender(userid).text(text).build();
        String msgid = contacts.addMsgTemplate(wanted).getMsgId();
        Date now = new Date();
        Date before = new Date(now.getTime() - 3600_000L);
        Date after = new Date(now.getTime() + 60_000L);
        say("broadcasts", contacts.getGroupMsgListV2("single", before, after, null, 2, 50, "")
                .getGroupMsgList().size());
        say("tasks", contacts.getGroupMsgTask(msgid, 50, "").getTaskList().size());
        say("sends", contacts.getGroupMsgSendResult(msgid, userid, 50, "").getSendList().size());
        say("results", contacts.getGroupMsgResult(msgid, 50, "").getDetailList().size());
        contacts.remindGroupMsgSend(msgid);
        contacts.cancelGroupMsgSend(msgid);
    }

    static void links(WxCpExternalContactService contacts, String userid) throws Exception {
        WxCpCustomerAcquisitionInfo.Range range = new WxCpCustomerAcquisitionInfo.Range();
        range.setUserList(Collections.singletonList(userid));
        WxCpCustomerAcquisitionRequest wanted = new WxCpCustomerAcquisitionRequest();
        wanted.setLinkName("信息流");
        wanted.setRange(range);
        wanted.setSkipVerify(true);
        String id = contacts.customerAcquisitionLinkCreate(wanted).getLink().getLinkId();
        wanted.setLinkId(id);
        wanted.setLinkName("搜索");
        contacts.customerAcquisitionUpdate(wanted);
        say("link", contacts.customerAcquisitionLinkGet(id).getLink().getLinkName());
        say("links", contacts.customerAcquisitionLinkList(10, "").getLinkIdList().equals(List.of(id)));
        say("brought", contacts.customerAcquisitionCustomer(id, 10, "").getCustomerList().size());
        Date now = new Date();
        say("opened", contacts.customerAcquisitionStatistic(id, now, now).getClickLinkCustomerCnt());
        say("uses", contacts.customerAcquisitionQuota().getBalance());
        contacts.customerAcquisitionLinkDelete(id);
    }

    static void say(String name, Object value) {
        System.out.println(name + "=" + value);
    }
}
