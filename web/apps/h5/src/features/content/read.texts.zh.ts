import forms from '../forms/texts.zh'

export default {
  forms,
  read: {
    by: '{name} 发给您',
    gone: '这个内容已下架',
    goneHint: '请联系发给您的人',
    told: '发送人能看到您是否打开、读了多久、读到哪里，以便更好地服务您。您可以不让记录。',
    refuse: '不记录我的阅读',
    refused: '没有记录您的阅读，此前的记录已删除。',
    accept: '恢复记录',
    notDone: '没有成功，请检查网络后再试',
    page: '第 {n} 页，共 {total} 页',
    leave: '继续访问 {host}',
    noPaper: '文件暂时没有加载出来，请检查网络后再试。',
    brokenPaper: '这份文件打不开，请联系发给您的人换一份。',
    noVideo: '视频暂时放不出来，请检查网络后再试。',
    again: '再试一次',
    register: '登记后阅读',
    name: '姓名',
    phone: '手机号',
    company: '公司',
    readOn: '登记并阅读',
    registerNote: '您的登记信息只用于本企业与您联系。',
    gated: '登记后阅读',
    libraryEmpty: '这里还没有资料',
  },
}
