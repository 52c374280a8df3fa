// SPDX-License-Identifier: Apache-2.0
import type { WizardIssues } from '../en-issues.ts';

export const issues: WizardIssues = {
  'image-no-update-ref': [
    'インストールしたシステムは、更新の取得元を知りません。',
    '「システム」のページの「更新の取得元」にレジストリーを入れてください。',
  ],
  'track-not-registry': [
    '更新は {track} から来ます。インストール後もそこにある必要があります。',
    '「システム」のページの「更新の取得元」にレジストリーを入れてください。',
  ],
  'image-untrusted': [
    'このイメージを保証するものがありません。署名は確認されていません。',
    '出所を信頼できるときだけ続けてください。',
  ],
  'updates-unsigned': [
    '{track} からの更新は署名を確認しません。',
    '出所を信頼できるときだけ続けてください。',
  ],
  'image-missing': ['システムが選ばれていません。', '「システム」のページで選んでください。'],
  'image-not-found': ['イメージ {source} を読めません：{message}。', '参照名を確かめてください。'],
  'image-not-bootable': [
    '{source} は起動できるシステムではありません：{reason}。',
    '別のものを選んでください。',
  ],
  'image-wrong-arch': [
    'イメージは {found} 用ですが、このマシンは {expected} です。',
    '別のものを選んでください。',
  ],
  'image-digest-mismatch': [
    'イメージのダイジェストは {found} ですが、{expected} のはずです。',
    '何も書き込んでいません。すり替えられた可能性があります。別のものを選んでください。',
  ],
  'image-damaged': [
    'イメージが壊れています：{what}。',
    '何も書き込んでいません。メディアを作り直すか、イメージを取得し直してください。',
  ],
  'image-no-loader': [
    'イメージに {firmware} 用のブートローダーがありません ({missing})。',
    '別のイメージを選ぶか、ファームウェアのモードを変えてください。',
  ],
  'image-lacks': ['イメージに {what} がありません：{effect}。', '別のものを選んでください。'],
  'image-unchecked': ['イメージ {source} はまだ調べていません：{reason}。', '書き込む前に確認します。'],
  'image-content-unread': [
    '{source} の内容は取得するまで分からないため、確認できません。',
    'メディアにあるイメージを選んでください。',
  ],
  'bootc-not-in-image': [
    'イメージにもこのライブシステムにも bootc がありません。',
    '別のイメージを選んでください。',
  ],
  'secure-boot-unsigned': [
    'セキュアブートが有効ですが、{whose} に署名された {loader} がなく、ディスクは起動しません。',
    '別のイメージを選ぶか、ファームウェアでセキュアブートを切ってください。',
  ],
  'registry-unreachable': [
    '{source} のレジストリーが応答しません：{message}。',
    'ネットワーク、プロキシー、時計、名前を確かめてください。',
  ],
  'registry-auth': [
    '{source} のレジストリーはパスワードを求めています。',
    '「システム」のページでサインインしてください。',
  ],
  'file-system-engine': [
    'このイメージは {rootFileSystem} にインストールできません。',
    '次から選んでください：{fitting}。',
  ],
  'file-system-verity': [
    'イメージは fs-verity を求めますが、{rootFileSystem} にはありません。',
    'ext4 か btrfs を選んでください。',
  ],
  'disk-none': ['インストールできるディスクがありません。', '{neededBytes} 以上のものを接続してください。'],
  'disk-not-found': ['選んだディスクがありません ({wanted})。', '「ディスク」のページで選び直してください。'],
  'disk-too-small': [
    '{disk} は {foundBytes} です。{neededBytes} 必要で、{missingBytes} 足りません。',
    '大きいディスクか小さいイメージを選んでください。',
  ],
  'disk-busy': [
    '{disk} は使用中です：{holders}。',
    'ライブシステムを再起動するか、別のディスクを選んでください。',
  ],
  'disk-no-identity': [
    '{disk} にはシリアル番号もほかの変わらない名前もありません。',
    '場所と大きさでしか見分けられません。よく確かめてください。',
  ],
  'disk-changed': [
    '{disk} は計画したディスクではなくなりました：{what}。',
    '何も書き込んでいません。ディスクをもう一度見てください。',
  ],
  'disk-4k-bios': [
    '{disk} のセクターは {sectorBytes} バイトで、BIOS からは起動できません。',
    'UEFI を使ってください。',
  ],
  'user-no-login': [
    'パスワードも SSH 鍵もなく、だれもログインできません。',
    '「アカウント」のページで決めてください。',
  ],
  'user-reserved': ['「{name}」はシステムが使う名前です。', '別のユーザー名にしてください。'],
  'secret-missing': [
    'インストーラーにパスワードが残っていません。',
    '「アカウント」のページでもう一度入力してください。',
  ],
  'locale-absent': ['イメージに言語「{locale}」がありません。', 'あるもの：{available}。'],
  'locale-unchecked': [
    'イメージがどの言語を持つか分かりません。',
    '「{locale}」がなければ、インストールしたシステムは英語になります。',
  ],
  'keymap-unknown': [
    'キーボード「{layout}」に合うコンソールのキーマップが分かりません。',
    '起動時とテキストコンソールでは US 配列になります。',
  ],
  'keymap-absent': [
    'イメージにコンソールのキーマップ「{keymap}」がありません。',
    '別のキーボードを選んでください。',
  ],
  'firmware-unchecked': ['ファームウェアをまだ調べられていません。', '書き込む前に確認します。'],
  'disks-unchecked': ['ディスクを読み取れません：{reason}。', 'ライブシステムを再起動してください。'],
  'memory-low': [
    'このマシンのメモリーは {foundBytes} です。{neededBytes} が望まれます。',
    'インストールが遅いか、失敗することがあります。',
  ],
  'power-battery': ['バッテリーで動いています。', '電源ケーブルをつないでください。'],
  'no-space': ['{where} に空きがありません。', '大きいディスクを選んでください。'],
  'command-failed': ['手順が失敗しました：{step}。', 'コマンド：{command}。最後の出力：{detail}'],
  'proof-failed': [
    'できあがったシステムが起動の確認に合格しませんでした：{what}。',
    'このディスクに頼らないでください。報告を保存して、もう一度インストールしてください。',
  ],
  'plan-changed': ['計画を表示したあとで何かが変わりました。', '新しい計画を見て、確認してください。'],
  'run-active': ['別のインストールが動いています。', '終わるまで待つか、中止してください。'],
  'service-failed': [
    'インストーラー自体が「{verb}」で失敗しました。',
    'もう一度試し、続くなら報告を保存してください。',
  ],
  'network-unmanaged': [
    'このライブシステムのネットワークはインストーラーの外で設定されています。',
    'ここでは変更できません。',
  ],
  'network-failed': [
    'ネットワークカード {device} を設定できませんでした：{message}。',
    '値とケーブルを確かめてください。',
  ],
  'wifi-password': [
    'ネットワーク「{ssid}」はパスワードを受け付けませんでした。',
    'もう一度入力してください。大文字と小文字は区別されます。',
  ],
  'wifi-absent': ['ネットワーク「{ssid}」は届く範囲にありません。', '近づくか、別のものを選んでください。'],
  'clock-wrong': [
    'このマシンの時計は {registry} と {seconds} 秒ずれています。',
    'ファームウェアで日付を合わせてください。時計が違うと証明書が拒否されます。',
  ],
  'stick-absent': ['USB メモリーがなくなりました。', '差し込んでから、もう一度探してください。'],
  'stick-failed': ['USB メモリー {stick} を使えません：{message}。', '別のものを試してください。'],
  'run-lost': [
    'インストール中に、インストーラーが外から終了させられました。',
    'ライブシステムを再起動して、もう一度インストールしてください。',
  ],
  'wifi-server-unchecked': [
    'インストールしたシステムは、「{ssid}」という名前のどのネットワークにもパスワードを渡します。証明書は確認されません。',
    'インストールしたシステムで、運用者の証明書を追加してください。',
  ],
  'autologin-unsupported': [
    '{name} は自動でログインできません：{why}。',
    '「アカウント」のページでチェックを外すか、別のシステムを選んでください。',
  ],
  'layout-needs-gpt': [
    '{disk} のパーティションテーブルは {table} です。ほかのシステムと並べるには GPT が必要です。',
    '別のディスクを選ぶか、このディスクを消去してください。',
  ],
  'free-space-small': [
    '{disk} の最大の空き領域は {foundBytes} です。{neededBytes} 必要で、{missingBytes} 足りません。',
    '領域を空けるか、別のディスクを選んでください。',
  ],
  'partition-too-small': [
    '{role} 用のパーティションは {foundBytes} になりますが、{neededBytes} 必要です。',
    'もっと大きくしてください。',
  ],
  'partition-no-room': [
    '{disk} には {neededBytes} の場所がありません。最大の空き領域は {foundBytes} です。',
    '小さくするか、領域を空けてください。',
  ],
  'shrink-bitlocker-suspended': [
    '{partition} の BitLocker は中断されているだけで、中身はまだ暗号化されています。',
    'Windows で無効にして完了を待つか、Windows で縮小して空き領域を使ってください。',
  ],
  'shrink-bitlocker-busy': [
    'BitLocker が {partition} を暗号化中で、まだ終わっていません。',
    'Windows で無効にして完了を待つか、Windows で縮小して空き領域を使ってください。',
  ],
  'shrink-bitlocker-decrypting': [
    'BitLocker が {partition} を復号中で、まだ終わっていません。',
    'Windows を起動して完了を待ち、完全にシャットダウンしてからやり直してください。',
  ],
  'shrink-bitlocker': [
    '{partition} は BitLocker で暗号化されていて、縮小できるのは Windows だけです。',
    'Windows で BitLocker を切って完了を待つか、Windows で縮小して空き領域を使ってください。',
  ],
  'shrink-encrypted': [
    '{partition} は暗号化されていて、ここでは縮小できません。',
    'そのシステムの中から領域を空けてください。',
  ],
  'resize-file-system': [
    '{partition} の {fileSystem} はここではサイズを変えられません。',
    'NTFS、ext4、btrfs なら変えられます。',
  ],
  'shrink-hibernated': [
    '{partition} のシステムは休止状態で、元のままであることを前提にしています。',
    '起動して完全に終了してください。Windows では Shift を押しながらシャットダウンを選びます。',
  ],
  'shrink-dirty': [
    '{partition} は正しく終了されていないか、エラーがあります。',
    'そのシステムを一度起動して終了してください。Windows では先に chkdsk /f を実行します。',
  ],
  'shrink-minimum-unknown': [
    '{partition} をどこまで縮小できるか分かりません。',
    'そのシステムの中から縮小してください。',
  ],
  'shrink-below-minimum': [
    '{partition} は {toBytes} に縮小できません。内容に {minimumBytes} 必要です。',
    'もっと領域を残すか、ファイルを減らしてください。',
  ],
  'layout-bios-beside': [
    'このコンピューターは BIOS で起動し、{disk} にはほかのシステムがあります。そのローダーが失われます。',
    'ファームウェアを UEFI に変えるか、別のディスクを選ぶか、このディスクを消去してください。',
  ],
  'esp-small': [
    'EFI システムパーティション {partition} の空きは {foundBytes} で、{neededBytes} 必要です。',
    '隣に新しく作ります。元のものには触れません。',
  ],
  'esp-one-loader': [
    'EFI システムパーティション {partition} は {system} のもので、共用できません。',
    '隣に新しく作ります。元のものには触れません。',
  ],
  'layout-not-by-hand': ['パーティションが足りません：{role}', '追加してください。'],
  'layout-engine': [
    'このイメージはこの方法ではインストールできません。',
    '別の方法か、別のイメージを選んでください。',
  ],
  'keep-data-locked': [
    '{partition} は暗号化されており、中身が分かりません。',
    '「割り当て」のページでパスフレーズまたは回復キーを入力してください。',
  ],
  'keep-data-wrong-key': [
    '入力されたものでは {partition} は開きません。',
    'そこにあるシステムのパスフレーズか回復キーを入力してください。',
  ],
  'keep-data-closed': ['{partition} を開けませんでした: {message}。', '別の方法を選んでください。'],
  'kept-cannot-unlock-by': [
    '新しいシステムは {means} でディスクを開けません: {what}。パスフレーズを尋ねます。',
    'それで困る場合は別のシステムを選んでください。暗号化はそのまま残ります。',
  ],
  'keep-data-room': [
    '{partition} のシステムの空きは {foundBytes} で、{neededBytes} 必要です。',
    'ファイルを減らすか、別の方法を選んでください。',
  ],
  'raid1-lacks': [
    'イメージに {what} がないため、ミラーを組み立てられません。',
    '別のイメージか、1 台のディスクを選んでください。',
  ],
  'zram-unread': [
    'イメージがメモリー内でスワップを圧縮できるか分かりません。',
    'できなくても、スワップなしで動きます。',
  ],
  'encryption-layout': [
    'このレイアウトでは、すべては暗号化されません。',
    '別のレイアウトか、暗号化なしを選んでください。',
  ],
  'encryption-memory': [
    '暗号化に使えるメモリーが足りません：{neededBytes} のうち {foundBytes}',
    '暗号化をやめるか、メモリーの多いコンピューターを使ってください。',
  ],
  'image-cannot-unlock': [
    'イメージに {what} がないため、起動時にパスフレーズを聞けません。',
    '別のイメージを選んでください。求められた暗号化なしでは決してインストールしません。',
  ],
  'keymap-at-boot-us': [
    'パスフレーズは US 配列で入力することになります。',
    'その配列で入力できるものにしてください。',
  ],
  'resume-changed': [
    'いま {disk} にインストールされる内容は、始めたものと違います。',
    '最初から始めてください。',
  ],
  'recovery-key-unread': ['回復キーがまだ保管されていません。', '保管してください。そのあと再起動できます。'],
  internal: ['インストーラー自体が失敗しました：{message}。', 'ログ {log} を添えて報告してください。'],
};
