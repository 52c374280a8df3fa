// SPDX-License-Identifier: Apache-2.0
import type { WizardIssues } from '../en-issues.ts';

export const issues: WizardIssues = {
  'image-no-update-ref': [
    'O sistema instalado não saberá de onde vêm as atualizações.',
    'Indique um registro em “As atualizações vêm de”, na página “Sistema”.',
  ],
  'track-not-registry': [
    'As atualizações viriam de {track}, que precisa continuar existindo no sistema instalado.',
    'Indique um registro em “As atualizações vêm de”, na página “Sistema”.',
  ],
  'image-untrusted': [
    'Ninguém responde por esta imagem: nenhuma assinatura foi conferida.',
    'Continue só se confiar na origem.',
  ],
  'updates-unsigned': [
    'As assinaturas das atualizações de {track} não serão conferidas.',
    'Continue só se confiar na origem.',
  ],
  'image-missing': ['Nenhum sistema foi escolhido.', 'Escolha um na página “Sistema”.'],
  'image-not-found': ['A imagem {source} não pode ser lida: {message}.', 'Confira a referência.'],
  'image-not-bootable': ['{source} não é um sistema que possa iniciar: {reason}.', 'Escolha outro.'],
  'image-wrong-arch': ['A imagem é para {found}, esta máquina é {expected}.', 'Escolha outra.'],
  'image-digest-mismatch': [
    'A imagem tem o resumo {found}, esperava-se {expected}.',
    'Nada foi escrito. Alguém pode tê-la trocado; escolha outra.',
  ],
  'image-damaged': [
    'A imagem está danificada: {what}.',
    'Nada foi escrito. Refaça a mídia de instalação, ou busque a imagem de novo.',
  ],
  'image-no-loader': [
    'A imagem não tem carregador para {firmware} ({missing}).',
    'Escolha outra imagem, ou mude o modo do firmware.',
  ],
  'image-lacks': ['Falta à imagem {what}: {effect}.', 'Escolha outra.'],
  'image-unchecked': [
    'A imagem {source} ainda não foi examinada: {reason}.',
    'Ela é conferida antes de escrever algo.',
  ],
  'image-content-unread': [
    'O que há em {source} só se sabe depois de buscar; não dá para conferir.',
    'Escolha uma imagem que esteja na mídia.',
  ],
  'bootc-not-in-image': ['Nem a imagem nem este sistema têm bootc.', 'Escolha outra imagem.'],
  'secure-boot-unsigned': [
    'O Secure Boot está ativo, e {whose} não traz um {loader} assinado: o disco não iniciaria.',
    'Escolha outra imagem, ou desative o Secure Boot no firmware.',
  ],
  'registry-unreachable': [
    'O registro de {source} não responde: {message}.',
    'Confira a rede, o proxy, o relógio e o nome.',
  ],
  'registry-auth': ['O registro de {source} pede uma senha.', 'Entre na página “Sistema”.'],
  'file-system-engine': [
    'Esta imagem não pode ser instalada em {rootFileSystem}.',
    'Escolha entre: {fitting}.',
  ],
  'file-system-verity': ['A imagem pede fs-verity, que {rootFileSystem} não tem.', 'Escolha ext4 ou btrfs.'],
  'disk-none': ['Não há disco onde instalar.', 'Conecte um de pelo menos {neededBytes}.'],
  'disk-not-found': ['O disco escolhido não está aí ({wanted}).', 'Escolha de novo na página “Disco”.'],
  'disk-too-small': [
    '{disk} tem {foundBytes}; são precisos {neededBytes}, ou seja, mais {missingBytes}.',
    'Escolha um disco maior ou uma imagem menor.',
  ],
  'disk-busy': ['{disk} está em uso: {holders}.', 'Reinicie o sistema live, ou escolha outro disco.'],
  'disk-no-identity': [
    '{disk} não tem número de série nem outro nome duradouro.',
    'Só se distingue pelo lugar e pelo tamanho; olhe duas vezes.',
  ],
  'disk-changed': [
    '{disk} não é mais o disco planejado: {what}.',
    'Nada foi escrito. Olhe os discos de novo.',
  ],
  'disk-4k-bios': ['{disk} tem setores de {sectorBytes} bytes, dos quais um BIOS não inicia.', 'Use UEFI.'],
  'user-no-login': ['Ninguém poderia entrar: não há senha nem chave SSH.', 'Escolha uma na página “Conta”.'],
  'user-reserved': ['O próprio sistema usa o nome “{name}”.', 'Escolha outro nome de usuário.'],
  'secret-missing': ['A instalação não tem mais sua senha.', 'Digite-a de novo na página “Conta”.'],
  'locale-absent': ['A imagem não tem o idioma “{locale}”.', 'Ela tem: {available}.'],
  'locale-unchecked': [
    'A imagem não diz que idiomas tem.',
    'Se “{locale}” não estiver entre eles, o sistema instalado fala inglês.',
  ],
  'keymap-unknown': [
    'Nenhum mapa de console é conhecido para o teclado “{layout}”.',
    'Na inicialização e nos consoles de texto você digitará em um teclado dos EUA.',
  ],
  'keymap-absent': ['A imagem não tem o mapa “{keymap}” para consoles de texto.', 'Escolha outro teclado.'],
  'firmware-unchecked': [
    'O firmware ainda não pôde ser examinado.',
    'Ele é conferido antes de escrever algo.',
  ],
  'disks-unchecked': ['Os discos não podem ser lidos: {reason}.', 'Reinicie o sistema live.'],
  'memory-low': [
    'Esta máquina tem {foundBytes} de memória; desejam-se {neededBytes}.',
    'A instalação pode ser lenta ou falhar.',
  ],
  'power-battery': ['A máquina está usando a bateria.', 'Conecte o cabo de energia.'],
  'no-space': ['Não há mais espaço em {where}.', 'Escolha um disco maior.'],
  'command-failed': ['Um passo falhou: {step}.', 'O comando era: {command}. Suas últimas palavras: {detail}'],
  'proof-failed': [
    'O sistema pronto não passou na conferência da inicialização: {what}.',
    'Não confie neste disco; salve um relatório e instale de novo.',
  ],
  'plan-changed': ['Algo mudou desde que o plano foi mostrado.', 'Olhe o novo plano e confirme-o.'],
  'run-active': ['Outra instalação está em andamento.', 'Espere por ela, ou cancele-a.'],
  'service-failed': [
    'A própria instalação falhou em “{verb}”.',
    'Tente de novo; se continuar, salve um relatório.',
  ],
  'network-unmanaged': [
    'A rede deste sistema é configurada fora da instalação.',
    'Não pode ser mudada aqui.',
  ],
  'network-failed': [
    'A placa de rede {device} não pôde ser configurada: {message}.',
    'Confira os valores e o cabo.',
  ],
  'wifi-password': [
    'A rede “{ssid}” não aceitou a senha.',
    'Digite-a de novo; maiúsculas e minúsculas contam.',
  ],
  'wifi-absent': ['A rede “{ssid}” não está ao alcance.', 'Chegue mais perto, ou escolha outra.'],
  'clock-wrong': [
    'O relógio desta máquina está a {seconds} segundos do de {registry}.',
    'Acerte a data no firmware: com o relógio errado, certificados são recusados.',
  ],
  'stick-absent': ['O pendrive não está mais aí.', 'Conecte-o e procure de novo.'],
  'stick-failed': ['O pendrive {stick} não pode ser usado: {message}.', 'Tente outro.'],
  'run-lost': [
    'A instalação foi encerrada de fora enquanto trabalhava.',
    'Reinicie o sistema live e instale de novo.',
  ],
  'wifi-server-unchecked': [
    'O sistema instalado entrega a senha de “{ssid}” a qualquer rede com esse nome: nenhum certificado é conferido.',
    'Adicione o certificado do operador no sistema instalado.',
  ],
  'autologin-unsupported': [
    '{name} não pode entrar automaticamente: {why}.',
    'Desmarque isso na página “Conta”, ou escolha outro sistema.',
  ],
  'layout-needs-gpt': [
    '{disk} tem {table}; ao lado de outros sistemas é preciso uma GPT.',
    'Escolha outro disco, ou apague este.',
  ],
  'free-space-small': [
    'O maior espaço livre de {disk} tem {foundBytes}; são necessários {neededBytes}, {missingBytes} a mais.',
    'Abra espaço, ou escolha outro disco.',
  ],
  'partition-too-small': [
    'A partição para {role} teria {foundBytes}; são necessários {neededBytes}.',
    'Dê mais espaço a ela.',
  ],
  'partition-no-room': [
    'Em {disk} não há lugar para {neededBytes}; o maior espaço livre tem {foundBytes}.',
    'Faça-a menor, ou abra espaço.',
  ],
  'shrink-bitlocker-suspended': [
    'O BitLocker está apenas suspenso em {partition}: o conteúdo continua criptografado.',
    'Desative-o no Windows e espere terminar; ou diminua a partição lá e use o espaço livre.',
  ],
  'shrink-bitlocker-busy': [
    'O BitLocker está criptografando {partition} e não terminou.',
    'Desative-o no Windows e espere terminar; ou diminua a partição lá e use o espaço livre.',
  ],
  'shrink-bitlocker-decrypting': [
    'O BitLocker está descriptografando {partition} e não terminou.',
    'Inicie o Windows, espere terminar, desligue-o por completo e volte.',
  ],
  'shrink-bitlocker': [
    '{partition} está criptografada com BitLocker, e só o Windows pode reduzi-la.',
    'Desative o BitLocker no Windows e espere terminar; ou reduza a partição lá e use o espaço livre.',
  ],
  'shrink-encrypted': [
    '{partition} está criptografada e não pode ser reduzida aqui.',
    'Abra espaço a partir do próprio sistema dela.',
  ],
  'resize-file-system': [
    '{partition} contém {fileSystem}, cujo tamanho não pode ser mudado aqui.',
    'NTFS, ext4 e btrfs podem.',
  ],
  'shrink-hibernated': [
    'O sistema em {partition} está hibernado e conta em encontrar tudo como deixou.',
    'Inicie-o e desligue-o por completo; no Windows, segure Shift ao escolher Desligar.',
  ],
  'shrink-dirty': [
    '{partition} não foi fechada corretamente, ou tem erros.',
    'Inicie o sistema dela uma vez e desligue-o; no Windows, antes chkdsk /f.',
  ],
  'shrink-minimum-unknown': [
    'Não se sabe até onde {partition} pode ser reduzida.',
    'Reduza-a a partir do próprio sistema dela.',
  ],
  'shrink-below-minimum': [
    '{partition} não pode ser reduzida a {toBytes}: o conteúdo precisa de {minimumBytes}.',
    'Deixe mais espaço, ou remova arquivos.',
  ],
  'layout-bios-beside': [
    'Esta máquina inicia por BIOS e {disk} tem outros sistemas: o carregador deles seria perdido.',
    'Mude o firmware para UEFI, escolha outro disco, ou apague este.',
  ],
  'esp-small': [
    'A partição de sistema EFI {partition} tem {foundBytes} livres; são necessários {neededBytes}.',
    'Uma nova é criada ao lado; a antiga não é tocada.',
  ],
  'volume-torn': [
    '{volume} está em {lost}, que some, e em {staying}, que fica: o conteúdo pode se perder por inteiro.',
    'Salve-o antes, ou escolha outros discos ou partições.',
  ],
  'esp-taken': [
    'A partição de sistema EFI {partition} tem o carregador de {system}, que não iniciaria mais.',
    'Crie outra partição de sistema EFI, ou remova EFI/debian desta se nada inicia dali.',
  ],
  'esp-copied': [
    'A partição de sistema EFI {partition} tem o mesmo UUID que {other}, como depois de copiar um disco.',
    'Uma nova é criada ao lado; a antiga não é tocada.',
  ],
  'uuid-twice': [
    '{partition} é mantida, e {other} tem o mesmo UUID, como depois de copiar um disco: na inicialização uma seria tomada pela outra.',
    'Desconecte a cópia e deixe-a assim, ou dê a ela um UUID próprio, e tente de novo.',
  ],
  'esp-one-loader': [
    'A partição de sistema EFI {partition} é de {system}, que não pode dividi-la.',
    'Uma nova é criada ao lado; a antiga não é tocada.',
  ],
  'layout-not-by-hand': ['Falta uma partição: {role}.', 'Adicione uma.'],
  'layout-engine': ['Esta imagem não pode ser instalada assim.', 'Escolha outra forma, ou outra imagem.'],
  'keep-data-file-system': [
    'A raiz do sistema em {partition} é {found}; os arquivos só podem ser mantidos em {fitting}.',
    'Escolha outra forma.',
  ],
  'keep-data-locked': [
    '{partition} está criptografada, e não se sabe o que há nela.',
    'Digite sua frase secreta ou chave de recuperação na página “Divisão”.',
  ],
  'keep-data-wrong-key': [
    'O que foi digitado não abre {partition}.',
    'Digite a frase secreta do sistema que está nela, ou sua chave de recuperação.',
  ],
  'keep-data-closed': ['Não foi possível abrir {partition}: {message}.', 'Escolha outra forma.'],
  'kept-cannot-unlock-by': [
    'O novo sistema não pode abrir o disco por {means}: {what}. Ele pedirá a frase secreta.',
    'Escolha outro sistema se isso for demais; a criptografia fica como está.',
  ],
  'keep-data-mounts': [
    'O sistema em {partition} também usa {mounts} de outro lugar; o novo não faz isso sozinho.',
    'Nada se perde ali: anote antes as linhas dos seus /etc/fstab e /etc/crypttab, e acrescente-as ao novo.',
  ],
  'keep-data-absent': [
    'O sistema em {partition} também usa {mounts}, que não foi encontrado nesta máquina; o novo o monta quando estiver presente, e inicia sem ele.',
    'Conecte-o e procure de novo, se for para ser visto agora.',
  ],
  'keep-data-var': [
    'O /var do sistema em {partition} está em {device}, que o novo não poderia montar: {why}.',
    'Conecte-o, indique-o pelo UUID no /etc/fstab daquele sistema, ou escolha outra disposição.',
  ],
  'keep-data-room': [
    'O sistema em {partition} tem {foundBytes} livres; são necessários {neededBytes}.',
    'Remova arquivos de lá, ou escolha outra forma.',
  ],
  'raid1-lacks': [
    'A imagem não consegue montar um espelho: falta {what}.',
    'Escolha outra imagem, ou um só disco.',
  ],
  'zram-absent': [
    'O sistema escolhido não pode comprimir a troca na memória.',
    'Escolha outro tipo de troca.',
  ],
  'zram-unread': [
    'Não se sabe se a imagem pode comprimir a troca na memória.',
    'Sem isso o sistema não tem troca, e funciona assim mesmo.',
  ],
  'fido2-absent': ['Nenhuma chave de segurança está conectada.', 'Conecte-a e verifique de novo.'],
  'fido2-several': [
    'Há {count} chaves de segurança conectadas; é preciso uma.',
    'Deixe uma conectada e verifique de novo.',
  ],
  'fido2-pin': [
    'A chave de segurança pede antes o PIN, que não pode ser digitado aqui.',
    'Use uma chave sem PIN, ou adicione esta no sistema instalado.',
  ],
  'fido2-unchecked': [
    'Não foi possível ler se há uma chave de segurança conectada.',
    'Isso é verificado de novo antes de gravar qualquer coisa.',
  ],
  'fido2-not-enrolled': [
    'A chave de segurança não foi registrada: {message}.',
    'Deixe-a conectada, toque nela cada vez que piscar e comece de novo; ou instale sem ela.',
  ],
  'encryption-layout': [
    'Com este layout nem tudo seria criptografado.',
    'Escolha outro layout, ou sem criptografia.',
  ],
  'encryption-memory': [
    'Esta máquina tem pouca memória para a criptografia: {foundBytes} de {neededBytes}.',
    'Não criptografe aqui, ou use uma máquina com mais memória.',
  ],
  'image-cannot-unlock': [
    'A imagem não pode pedir uma frase ao iniciar: falta {what}.',
    'Escolha outra imagem. Nunca se instala sem a criptografia pedida.',
  ],
  'keymap-at-boot-us': [
    'A frase secreta é pedida com teclado dos EUA.',
    'Escolha uma que você possa digitar nele.',
  ],
  'resume-changed': ['O que seria instalado agora em {disk} não é o que foi começado.', 'Comece de novo.'],
  'recovery-key-unread': [
    'Ninguém guardou ainda a chave de recuperação.',
    'Guarde-a; depois a máquina pode reiniciar.',
  ],
  internal: ['A própria instalação falhou: {message}.', 'Por favor, relate, com o registro {log}.'],
};
