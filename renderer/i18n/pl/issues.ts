// SPDX-License-Identifier: Apache-2.0
import type { WizardIssues } from '../en-issues.ts';

export const issues: WizardIssues = {
  'image-no-update-ref': [
    'Zainstalowany system nie będzie wiedział, skąd brać aktualizacje.',
    'Podaj rejestr w polu „Aktualizacje pochodzą z” na stronie „System”.',
  ],
  'track-not-registry': [
    'Aktualizacje pochodziłyby z {track}, które musi nadal istnieć w zainstalowanym systemie.',
    'Podaj rejestr w polu „Aktualizacje pochodzą z” na stronie „System”.',
  ],
  'image-untrusted': [
    'Nikt nie ręczy za ten obraz: nie sprawdzono żadnego podpisu.',
    'Kontynuuj tylko, jeśli ufasz jego pochodzeniu.',
  ],
  'updates-unsigned': [
    'Podpisy aktualizacji z {track} nie będą sprawdzane.',
    'Kontynuuj tylko, jeśli ufasz ich pochodzeniu.',
  ],
  'image-missing': ['Nie wybrano systemu.', 'Wybierz go na stronie „System”.'],
  'image-not-found': ['Nie można odczytać obrazu {source}: {message}.', 'Sprawdź odwołanie.'],
  'image-not-bootable': ['{source} nie jest systemem, który można uruchomić: {reason}.', 'Wybierz inny.'],
  'image-wrong-arch': ['Obraz jest dla {found}, a ten komputer to {expected}.', 'Wybierz inny.'],
  'image-digest-mismatch': [
    'Obraz ma skrót {found}, oczekiwano {expected}.',
    'Nic nie zapisano. Ktoś mógł go podmienić; wybierz inny.',
  ],
  'image-damaged': [
    'Obraz jest uszkodzony: {what}.',
    'Nic nie zapisano. Utwórz nośnik od nowa albo pobierz obraz jeszcze raz.',
  ],
  'image-no-loader': [
    'Obraz nie ma programu startowego dla {firmware} ({missing}).',
    'Wybierz inny obraz albo zmień tryb oprogramowania układowego.',
  ],
  'image-lacks': ['Obrazowi brakuje {what}: {effect}.', 'Wybierz inny.'],
  'image-unchecked': [
    'Obrazu {source} jeszcze nie sprawdzono: {reason}.',
    'Zostanie sprawdzony przed zapisem.',
  ],
  'image-content-unread': [
    'Zawartość {source} jest znana dopiero po pobraniu, więc nie można jej sprawdzić.',
    'Wybierz obraz z nośnika.',
  ],
  'bootc-not-in-image': ['Ani obraz, ani ten system nie ma bootc.', 'Wybierz inny obraz.'],
  'secure-boot-unsigned': [
    'Secure Boot jest włączony, a {whose} nie ma podpisanego {loader}: dysk by się nie uruchomił.',
    'Wybierz inny obraz albo wyłącz Secure Boot.',
  ],
  'registry-unreachable': [
    'Rejestr {source} nie odpowiada: {message}.',
    'Sprawdź sieć, proxy, zegar i nazwę.',
  ],
  'registry-auth': ['Rejestr {source} wymaga hasła.', 'Zaloguj się na stronie „System”.'],
  'file-system-engine': [
    'Tego obrazu nie można zainstalować na {rootFileSystem}.',
    'Wybierz jeden z: {fitting}.',
  ],
  'file-system-verity': [
    'Obraz wymaga fs-verity, którego {rootFileSystem} nie ma.',
    'Wybierz ext4 lub btrfs.',
  ],
  'disk-none': ['Nie ma dysku do instalacji.', 'Podłącz dysk o rozmiarze co najmniej {neededBytes}.'],
  'disk-not-found': ['Wybranego dysku nie ma ({wanted}).', 'Wybierz ponownie na stronie „Dysk”.'],
  'disk-too-small': [
    '{disk} ma {foundBytes}; potrzeba {neededBytes}, czyli o {missingBytes} więcej.',
    'Wybierz większy dysk lub mniejszy obraz.',
  ],
  'disk-busy': ['{disk} jest używany: {holders}.', 'Uruchom ponownie system live albo wybierz inny dysk.'],
  'disk-no-identity': [
    '{disk} nie ma numeru seryjnego ani innej trwałej nazwy.',
    'Rozpoznać go można tylko po miejscu i rozmiarze; spójrz dwa razy.',
  ],
  'disk-changed': [
    '{disk} nie jest już zaplanowanym dyskiem: {what}.',
    'Nic nie zapisano. Obejrzyj dyski ponownie.',
  ],
  'disk-4k-bios': ['{disk} ma sektory po {sectorBytes} bajtów, z których BIOS nie startuje.', 'Użyj UEFI.'],
  'user-no-login': [
    'Nikt nie mógłby się zalogować: nie ma hasła ani klucza SSH.',
    'Wybierz je na stronie „Konto”.',
  ],
  'user-reserved': ['Nazwy „{name}” używa sam system.', 'Wybierz inną nazwę użytkownika.'],
  'secret-missing': ['Instalator nie ma już Twojego hasła.', 'Wpisz je ponownie na stronie „Konto”.'],
  'locale-absent': ['Obraz nie ma języka „{locale}”.', 'Ma: {available}.'],
  'locale-unchecked': [
    'Obraz nie mówi, jakie ma języki.',
    'Jeśli nie ma wśród nich „{locale}”, zainstalowany system mówi po angielsku.',
  ],
  'keymap-unknown': [
    'Dla klawiatury „{layout}” nie jest znana żadna mapa konsoli.',
    'Przy starcie i na konsolach tekstowych obowiązuje układ amerykański.',
  ],
  'keymap-absent': ['Obraz nie ma mapy „{keymap}” dla konsol tekstowych.', 'Wybierz inną klawiaturę.'],
  'firmware-unchecked': [
    'Nie udało się jeszcze sprawdzić oprogramowania układowego.',
    'Zostanie sprawdzone przed zapisem.',
  ],
  'disks-unchecked': ['Nie można odczytać dysków: {reason}.', 'Uruchom ponownie system live.'],
  'memory-low': [
    'Ten komputer ma {foundBytes} pamięci; pożądane jest {neededBytes}.',
    'Instalacja może być powolna lub się nie udać.',
  ],
  'power-battery': ['Komputer działa na baterii.', 'Podłącz zasilacz.'],
  'no-space': ['Na {where} nie ma już miejsca.', 'Wybierz większy dysk.'],
  'command-failed': ['Krok nie powiódł się: {step}.', 'Polecenie: {command}. Jego ostatnie słowa: {detail}'],
  'proof-failed': [
    'Gotowy system nie przeszedł sprawdzenia startu: {what}.',
    'Nie polegaj na tym dysku; zapisz raport i zainstaluj ponownie.',
  ],
  'plan-changed': ['Coś się zmieniło, odkąd pokazano plan.', 'Obejrzyj nowy plan i potwierdź go.'],
  'run-active': ['Trwa inna instalacja.', 'Poczekaj na nią albo ją przerwij.'],
  'service-failed': [
    'Sam instalator zawiódł przy „{verb}”.',
    'Spróbuj ponownie; jeśli to nie pomoże, zapisz raport.',
  ],
  'network-unmanaged': ['Sieć tego systemu jest ustawiona poza instalatorem.', 'Nie można jej tu zmienić.'],
  'network-failed': [
    'Nie udało się ustawić karty sieciowej {device}: {message}.',
    'Sprawdź wartości i kabel.',
  ],
  'wifi-password': ['Sieć „{ssid}” nie przyjęła hasła.', 'Wpisz je ponownie; wielkość liter ma znaczenie.'],
  'wifi-absent': ['Sieć „{ssid}” nie jest w zasięgu.', 'Podejdź bliżej albo wybierz inną.'],
  'clock-wrong': [
    'Zegar tego komputera różni się o {seconds} s od zegara {registry}.',
    'Ustaw datę w oprogramowaniu układowym: przy złym zegarze certyfikaty są odrzucane.',
  ],
  'stick-absent': ['Pendrive’a już nie ma.', 'Podłącz go i poszukaj ponownie.'],
  'stick-failed': ['Nie można użyć pendrive’a {stick}: {message}.', 'Spróbuj innego.'],
  'run-lost': [
    'Instalator został zakończony z zewnątrz podczas instalacji.',
    'Uruchom ponownie system live i zainstaluj jeszcze raz.',
  ],
  'wifi-server-unchecked': [
    'Zainstalowany system poda hasło do „{ssid}” każdej sieci o tej nazwie: certyfikat nie jest sprawdzany.',
    'Dodaj certyfikat jej operatora w zainstalowanym systemie.',
  ],
  'autologin-unsupported': [
    'Nie można automatycznie zalogować użytkownika {name}: {why}.',
    'Odznacz to na stronie „Konto” albo wybierz inny system.',
  ],
  'layout-needs-gpt': [
    '{disk} ma {table}; obok innych systemów potrzebna jest GPT.',
    'Wybierz inny dysk albo wymaż ten.',
  ],
  'free-space-small': [
    'Największe wolne miejsce na {disk} ma {foundBytes}; potrzeba {neededBytes}, o {missingBytes} więcej.',
    'Zrób miejsce albo wybierz inny dysk.',
  ],
  'partition-too-small': [
    'Partycja dla {role} miałaby {foundBytes}; potrzeba {neededBytes}.',
    'Daj jej więcej miejsca.',
  ],
  'partition-no-room': [
    'Na {disk} nie ma miejsca na {neededBytes}; największe wolne ma {foundBytes}.',
    'Zmniejsz partycję albo zrób miejsce.',
  ],
  'shrink-bitlocker-suspended': [
    'BitLocker na {partition} jest tylko wstrzymany: zawartość jest nadal zaszyfrowana.',
    'Wyłącz go w Windows i poczekaj, aż skończy; albo zmniejsz tam partycję i użyj wolnego miejsca.',
  ],
  'shrink-bitlocker-busy': [
    'BitLocker szyfruje {partition} i jeszcze nie skończył.',
    'Wyłącz go w Windows i poczekaj, aż skończy; albo zmniejsz tam partycję i użyj wolnego miejsca.',
  ],
  'shrink-bitlocker-decrypting': [
    'BitLocker odszyfrowuje {partition} i jeszcze nie skończył.',
    'Uruchom Windows, poczekaj, aż skończy, zamknij go całkowicie i wróć.',
  ],
  'shrink-bitlocker': [
    '{partition} jest zaszyfrowana przez BitLocker; zmniejszyć ją może tylko Windows.',
    'Wyłącz BitLocker w Windows i poczekaj na koniec; albo zmniejsz ją tam i użyj wolnego miejsca.',
  ],
  'shrink-encrypted': [
    '{partition} jest zaszyfrowana i nie da się jej tu zmniejszyć.',
    'Zrób miejsce z jej własnego systemu.',
  ],
  'resize-file-system': [
    '{partition} zawiera {fileSystem}, którego rozmiaru nie da się tu zmienić.',
    'Da się dla NTFS, ext4 i btrfs.',
  ],
  'shrink-hibernated': [
    'System na {partition} jest zahibernowany i liczy na to, że nic się nie zmieni.',
    'Uruchom go i całkiem wyłącz; w Windows trzymaj Shift, wybierając Zamknij.',
  ],
  'shrink-dirty': [
    '{partition} nie została poprawnie zamknięta albo ma błędy.',
    'Uruchom raz jej system i wyłącz go; w Windows najpierw chkdsk /f.',
  ],
  'shrink-minimum-unknown': [
    'Nie wiadomo, jak bardzo można zmniejszyć {partition}.',
    'Zmniejsz ją z jej własnego systemu.',
  ],
  'shrink-below-minimum': [
    '{partition} nie da się zmniejszyć do {toBytes}: zawartość potrzebuje {minimumBytes}.',
    'Zostaw jej więcej miejsca albo usuń pliki.',
  ],
  'layout-bios-beside': [
    'Ten komputer startuje przez BIOS, a na {disk} są inne systemy: ich program rozruchowy by przepadł.',
    'Przełącz firmware na UEFI, wybierz inny dysk albo wymaż ten.',
  ],
  'esp-small': [
    'Partycja systemowa EFI {partition} ma {foundBytes} wolne; potrzeba {neededBytes}.',
    'Obok powstanie nowa; stara pozostanie nietknięta.',
  ],
  'volume-torn': [
    '{volume} leży na {lost}, które znika, i na {staying}, które zostaje: cała zawartość może przepaść.',
    'Najpierw ją zapisz gdzie indziej albo wybierz inne dyski lub partycje.',
  ],
  'esp-taken': [
    'Na partycji systemowej EFI {partition} jest program rozruchowy: {system} przestałby się uruchamiać.',
    'Utwórz drugą partycję systemową EFI albo usuń z tej EFI/debian, jeśli nic się stamtąd nie uruchamia.',
  ],
  'esp-copied': [
    'Partycja systemowa EFI {partition} ma ten sam UUID co {other}, jak po skopiowaniu dysku.',
    'Obok powstanie nowa; stara pozostanie nietknięta.',
  ],
  'uuid-twice': [
    '{partition} zostaje, a {other} ma ten sam UUID, jak po skopiowaniu dysku: przy starcie jedna zostałaby wzięta za drugą.',
    'Odłącz kopię na stałe albo nadaj jej własny UUID i spróbuj ponownie.',
  ],
  'esp-one-loader': [
    'Partycja systemowa EFI {partition} należy do {system} i nie można jej dzielić.',
    'Obok powstanie nowa; stara pozostanie nietknięta.',
  ],
  'layout-not-by-hand': ['Brakuje partycji: {role}.', 'Dodaj ją.'],
  'layout-engine': ['Tego obrazu nie da się tak zainstalować.', 'Wybierz inny sposób albo inny obraz.'],
  'keep-data-file-system': [
    'Główny system plików na {partition} to {found}; pliki można zachować tylko na {fitting}.',
    'Wybierz inny sposób.',
  ],
  'keep-data-locked': [
    '{partition} jest zaszyfrowana i nie wiadomo, co na niej jest.',
    'Podaj jej hasło dysku lub klucz odzyskiwania na stronie „Podział”.',
  ],
  'keep-data-wrong-key': [
    'To, co podano, nie otwiera {partition}.',
    'Podaj hasło dysku systemu, który na niej jest, lub jego klucz odzyskiwania.',
  ],
  'keep-data-closed': ['Nie udało się otworzyć {partition}: {message}.', 'Wybierz inny sposób.'],
  'kept-cannot-unlock-by': [
    'Nowy system nie może otworzyć dysku przez {means}: {what}. Zapyta o hasło dysku.',
    'Wybierz inny system, jeśli to za wiele; szyfrowanie zostaje, jakie jest.',
  ],
  'keep-data-mounts': [
    'System na {partition} używa też {mounts} z innego miejsca; nowy sam tego nie robi.',
    'Nic tam nie ginie: najpierw zanotuj wiersze jego /etc/fstab i /etc/crypttab, a potem dodaj je w nowym.',
  ],
  'keep-data-absent': [
    'System na {partition} używa też {mounts}, czego nie znaleziono na tym komputerze; nowy zamontuje to, gdy będzie podłączone, a bez tego też się uruchomi.',
    'Podłącz to i sprawdź ponownie, jeśli ma być teraz widoczne.',
  ],
  'keep-data-var': [
    '/var systemu na {partition} leży na {device}, czego nowy nie mógłby zamontować: {why}.',
    'Podłącz to, podaj UUID w /etc/fstab tamtego systemu albo wybierz inny układ.',
  ],
  'keep-data-room': [
    'System na {partition} ma {foundBytes} wolne; potrzeba {neededBytes}.',
    'Usuń tam pliki albo wybierz inny sposób.',
  ],
  'raid1-lacks': [
    'Obraz nie potrafi złożyć lustra: brakuje mu {what}.',
    'Wybierz inny obraz albo jeden dysk.',
  ],
  'zram-absent': ['Wybrany system nie umie kompresować wymiany w pamięci.', 'Wybierz inny rodzaj wymiany.'],
  'zram-unread': [
    'Nie wiadomo, czy obraz umie kompresować wymianę w pamięci.',
    'Bez tego system nie ma wymiany, a i tak działa.',
  ],
  'fido2-absent': ['Nie podłączono klucza bezpieczeństwa.', 'Podłącz go i sprawdź ponownie.'],
  'fido2-several': [
    'Podłączone klucze bezpieczeństwa: {count}; potrzebny jest jeden.',
    'Zostaw jeden i sprawdź ponownie.',
  ],
  'fido2-pin': [
    'Klucz bezpieczeństwa żąda najpierw kodu PIN, którego nie można tu wpisać.',
    'Użyj klucza bez kodu PIN albo dodaj ten w zainstalowanym systemie.',
  ],
  'fido2-unchecked': [
    'Nie udało się odczytać, czy klucz bezpieczeństwa jest podłączony.',
    'Zostanie to sprawdzone ponownie przed pierwszym zapisem.',
  ],
  'fido2-not-enrolled': [
    'Klucz bezpieczeństwa nie został dodany: {message}.',
    'Zostaw go podłączonego, dotykaj go za każdym razem, gdy mruga, i zacznij od nowa; albo zainstaluj bez niego.',
  ],
  'encryption-layout': [
    'Przy tym układzie nie wszystko byłoby zaszyfrowane.',
    'Wybierz inny układ albo zrezygnuj z szyfrowania.',
  ],
  'encryption-memory': [
    'Ten komputer ma za mało pamięci na szyfrowanie: {foundBytes} z {neededBytes}.',
    'Nie szyfruj tutaj albo użyj komputera z większą pamięcią.',
  ],
  'image-cannot-unlock': [
    'Obraz nie potrafi zapytać o hasło przy starcie: brakuje mu {what}.',
    'Wybierz inny obraz. Nigdy nie instaluje się bez żądanego szyfrowania.',
  ],
  'keymap-at-boot-us': [
    'O hasło pyta się na klawiaturze amerykańskiej.',
    'Wybierz takie, które da się na niej wpisać.',
  ],
  'resume-changed': [
    'To, co zostałoby teraz zainstalowane na {disk}, nie jest tym, co rozpoczęto.',
    'Zacznij od nowa.',
  ],
  'recovery-key-unread': [
    'Nikt jeszcze nie zachował klucza odzyskiwania.',
    'Zachowaj go; potem można uruchomić komputer ponownie.',
  ],
  internal: ['Sam instalator zawiódł: {message}.', 'Zgłoś to, proszę, z dziennikiem {log}.'],
};
