import { messages } from './messages'

/** The app kept on an inspector's phone. */
export const roundOffline = messages({
  zh: {
    offline: '离线使用',
    'offline.not': '此页面在这里不能离线使用',
    'offline.insecure':
      '当前网址是未加密的 http，浏览器不允许离线保存。请向系统管理人员索取以 https:// 开头的网址，其证书须为本手机所信任。',
    'offline.unsupported':
      '此浏览器窗口不能保存应用：可能是无痕窗口、单位策略限制，或浏览器没有这项功能。请在普通窗口中打开，或更换浏览器。',
    'offline.none': '应用尚未保存到本机，没有网络时无法打开。',
    'offline.size': '占用约 {{kept}}，传输约 {{fetched}}；建议在无线网络下进行。',
    'offline.keep': '保存到本机',
    'offline.begins': '正在开始保存…',
    'offline.keeping': '正在保存到本机：{{done}} / {{total}}',
    'offline.stay': '完成之前请不要断开网络。如果中断，下次会接着进行，已保存的不再传输。',
    'offline.kept': '已保存到本机，没有网络也能使用',
    'offline.passing': '浏览器没有承诺长期保留：空间不足时可能清除。安装为应用，或常常打开，可减少这种情况。',
    'offline.newer': '新版本已保存到本机',
    'offline.newer.first': '重新载入前，请先保存正在填写的内容。',
    'offline.reload': '重新载入',
    'offline.usable': '先前保存的版本仍可离线使用。',
    'offline.failed.storage': '应用没有保存到本机：存储空间不足',
    'offline.failed.network': '应用没有保存完：网络中断',
    'offline.failed.server': '应用没有保存到本机：服务器发来的不是这个文件',
    'offline.failed.ended': '应用没有保存完：浏览器中途停止',
    'offline.failed.refused': '浏览器不允许保存应用',
    'offline.failed.gone': '保存在本机的应用已不完整：浏览器清除了一部分',
    'offline.do.storage': '请删除照片、视频或不用的应用，腾出至少 100 MB，再重试。',
    'offline.do.network': '请到信号好的地方再重试：已保存的文件不再传输。',
    'offline.do.server':
      '可能需要重新登录，或需要先登录无线网络，或正在更新版本。请重新载入页面后再试；仍不成功，请把上面的文件名告诉系统管理人员。',
    'offline.do.ended': '请让此页面保持打开并重试：已保存的文件不再传输。',
    'offline.do.refused': '可能是手机不信任网站的证书（请系统管理人员安装证书），或处于无痕窗口，或受单位策略限制。',
    'offline.do.gone': '请在有网络时重试，补齐缺少的文件。',
    'offline.install': '安装为应用',
    'offline.install.menu': '打开浏览器的菜单（或“分享”），选择“添加到主屏幕”或“安装应用”。',
    'offline.remove': '从本机删除应用',
    'offline.remove.what': '只删除为离线使用而保存的应用。任务和已填写的结果另外保存，不受影响。',
    'offline.remove.do': '删除',
    'offline.remove.frees': '删除，释放 {{size}}',
  },
  en: {
    offline: 'Without a network',
    'offline.not': 'Here this page does not work without a network',
    'offline.insecure':
      'Its address begins with http://, where browsers keep nothing. Ask who runs this system for an address that begins with https://, with a certificate that this phone trusts.',
    'offline.unsupported':
      'This browser keeps no apps here: it is a private window, a policy forbids it, or the browser cannot. Open the page in an ordinary window, or in another browser.',
    'offline.none': 'The app is not on this phone yet: without a network it would not open.',
    'offline.size': 'Takes about {{kept}} and transfers about {{fetched}}, best on Wi-Fi.',
    'offline.keep': 'Keep on this phone',
    'offline.begins': 'Beginning to keep the app…',
    'offline.keeping': 'Keeping the app: {{done}} of {{total}}',
    'offline.stay': 'Stay connected until it is done. If it is interrupted, it goes on next time with what is missing.',
    'offline.kept': 'Kept on this phone: works without a network',
    'offline.passing':
      'The browser did not promise to hold it: when room gets short it may go. Installing the app, or opening it often, helps.',
    'offline.newer': 'A newer version is on this phone',
    'offline.newer.first': 'Save what you are filling in before you reload.',
    'offline.reload': 'Reload',
    'offline.usable': 'The version that was kept before still works without a network.',
    'offline.failed.storage': 'The app was not kept on this phone: there is no room for it',
    'offline.failed.network': 'The app was not kept whole: the network failed',
    'offline.failed.server': 'The app was not kept on this phone: the server sent something else than this file',
    'offline.failed.ended': 'The app was not kept whole: the browser stopped it',
    'offline.failed.refused': 'The browser refuses to keep the app',
    'offline.failed.gone': 'The app on this phone is no longer whole: the browser threw some of it away',
    'offline.do.storage':
      'Delete photos, videos or apps that you do not use until at least 100 MB are free, then try again.',
    'offline.do.network': 'Try again where the signal is good: what is here is not fetched again.',
    'offline.do.server':
      'You may have to sign in again, or to the Wi-Fi first, or a new version is being put in place. Reload the page and try again; if that does not help, tell who runs this system the name of the file above.',
    'offline.do.ended': 'Leave this page open and try again: what is here is not fetched again.',
    'offline.do.refused':
      'The phone may not trust the site’s certificate (who runs this system can install it), this may be a private window, or a policy forbids it.',
    'offline.do.gone': 'Try again with a network: what is missing is fetched.',
    'offline.install': 'Install as an app',
    'offline.install.menu': 'Open the browser’s menu (or “Share”) and choose “Add to Home screen” or “Install app”.',
    'offline.remove': 'Remove the app from this phone',
    'offline.remove.what':
      'Only the app that is kept for use without a network goes. Rounds and results are kept elsewhere and stay.',
    'offline.remove.do': 'Remove',
    'offline.remove.frees': 'Remove, {{size}} become free',
  },
})
