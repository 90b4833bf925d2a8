### Parole che leggono sia i clienti sia lo staff. Si dà del tu al lettore e si dice «noi» per l'azienda.

## Numeri e orari

number-group = .
time-now = adesso
time-minutes-ago = { $n } min fa
time-hours-ago = { $n } h fa
time-days-ago = { $n ->
    [one] ieri
   *[other] { $n } giorni fa
  }
date-this-year = { $day } { $month }
date-full = { $day } { $month } { $year }
# In italiano si usano le 24 ore; { $hour12 } e { $half } non servono.
time-of-day = { $hour24 }:{ $minute }
date-and-time = { $date }, { $time }
month-short = { $month ->
    [1] gen
    [2] feb
    [3] mar
    [4] apr
    [5] mag
    [6] giu
    [7] lug
    [8] ago
    [9] set
    [10] ott
    [11] nov
   *[12] dic
  }

## Titoli delle pagine d'errore

fault-title-not-found = Non troviamo questa pagina
fault-title-signed-out = La sessione è terminata
fault-title-paused = Questo portale è in pausa
fault-paused-hint = I tuoi ticket sono al sicuro. Torna più tardi, o contatta il team in un altro modo.
fault-title-link = Questo link non è più valido
fault-title-refused = Non puoi aprire questa pagina
fault-title-busy = In questo momento siamo molto occupati
fault-title-internal = Qualcosa è andato storto da parte nostra

## … e che cosa è successo

fault-not-found = Forse è stata spostata, oppure non hai accesso.
fault-signed-out = Accedi di nuovo per continuare.
fault-invalid = { $n ->
    [one] Un campo va ricontrollato.
   *[other] { $n } campi vanno ricontrollati.
  }
fault-busy = { $seconds ->
    [one] Riprova tra un secondo.
   *[other] Riprova tra { $seconds } secondi.
  }
fault-offline = Il server non risponde. Controlla la connessione e riprova: quello che hai scritto non va perso.
fault-internal = Qualcosa è andato storto da parte nostra. Riprova.
fault-internal-reference = Qualcosa è andato storto da parte nostra. Riprova. Se succede ancora, comunicaci questo riferimento: { $reference }.

refusal-wrong-credentials = L'indirizzo e-mail e la password non corrispondono. Controllali e riprova.
refusal-no-access = Non hai accesso a questo portale. Chiedi a chi ti ha invitato.
refusal-awaits-approval = Il team sta ancora guardando la tua registrazione. Ti scriviamo appena puoi accedere.
refusal-paused = Il portale è momentaneamente in pausa. Torna più tardi.
refusal-view-only = Stai solo guardando il portale, quindi non puoi modificare nulla.
refusal-ticket-closed = Questo ticket è chiuso e non accetta altre risposte.
refusal-may-not-close = Qui non puoi chiudere i ticket. Rispondici e lo chiuderemo noi.
refusal-may-not-reopen = Questo ticket non si può più riaprire. Aprine uno nuovo.
refusal-role = Il tuo ruolo non lo permette. Chiedi a un amministratore.
refusal-stale = Nel frattempo qualcun altro ha fatto una modifica. Ricarica la pagina e ripeti la tua.
refusal-link-invalid = Questo link è già stato usato, è scaduto o è stato ritirato. Chiedine uno nuovo.
refusal-already-set-up = Portico è già configurato. Accedi.
refusal-in-use = È ancora in uso, quindi non si può rimuovere.
refusal-last-owner = Un proprietario ci vuole. Prima nominane un altro.

## Problemi di un campo

problem-missing = Compila questo campo.
problem-too-long = { $max ->
    [one] Usa al massimo un carattere.
   *[other] Usa al massimo { $max } caratteri.
  }
problem-too-short = { $min ->
    [one] Usa almeno un carattere.
   *[other] Usa almeno { $min } caratteri.
  }
problem-malformed = Qualcosa non torna. Controlla come è scritto.
problem-reserved = Questa parola è riservata. Scegline un'altra.
problem-taken = È già in uso. Scegli qualcos'altro.
problem-unknown = Non esiste più. Scegli di nuovo.
problem-not-verified = Questo dominio non è ancora verificato.
problem-too-common = Troppe persone usano questa password. Scegline un'altra.
problem-wrong = Non è la tua password attuale.
problem-not-admitted = Qui non ci si può registrare con indirizzi di questo dominio.

## A chi tocca, detto al cliente

turn-new = Nuovo
turn-contact = Tocca a te
turn-us = Tocca a noi
turn-closed = Chiuso

priority-low = Bassa
priority-medium = Media
priority-high = Alta
priority-urgent = Urgente
category-product = Problema del prodotto
category-billing = Problema di fatturazione
category-feature = Richiesta di funzionalità
category-general = Richiesta generale

## Parti di ogni pagina

skip-to-content = Vai al contenuto
close = Chiudi
back-to-list = Torna all'elenco
try-again = Riprova
load-more = Mostra altri
loading = Caricamento…
optional = facoltativo
copy = Copia
copied = Copiato
sign-in = Accedi
sign-out = Esci
account-menu = Il tuo account
main-navigation = Navigazione principale
page-broken = Questa pagina ha smesso di funzionare. Quello che hai inviato è al sicuro.
page-reload = Ricarica la pagina
email-address = Indirizzo e-mail
password = Password
show-password = Mostra la password
hide-password = Nascondi la password
steps = Passaggi
step-is-done = completato
notifications = Notifiche

## La casella di testo con formattazione

editor-toolbar = Formattazione
editor-bold = Grassetto
editor-italic = Corsivo
editor-link = Link
editor-list = Elenco
editor-quote = Citazione
editor-code = Codice
editor-write = Scrivi
editor-preview = Anteprima
editor-empty-preview = Non c'è ancora nulla da vedere.

## Accesso unico, su entrambe le pagine di accesso

# $name è come si chiama il provider di identità, per esempio «Acme».
sso-continue = Continua con { $name }
# Tra il modulo con la password e i pulsanti dei provider di identità.
sso-or = oppure
sso-unavailable = Il provider di identità in questo momento non risponde, quindi non si può accedere con quello. Riprova tra qualche minuto, oppure accedi in un altro modo.
sso-expired = È passato troppo tempo, oppure l'accesso era iniziato in un'altra finestra. Ricomincia.
sso-cancelled = L'accesso non è avvenuto: è stato annullato presso il provider di identità.
sso-not-proven = La risposta del provider di identità non poteva essere accettata, quindi l'accesso non è avvenuto. Riprova; se non basta, avvisa il team.
sso-not-verified = Il tuo provider di identità non conferma il tuo indirizzo e-mail, quindi non possiamo sapere chi sei qui. Chiedi a chi gestisce il tuo account.
sso-not-admitted = Lì l'accesso è riuscito, ma quell'account qui non può entrare. Chiedi al team.
## Lettere a cui i clienti possono rinunciare

notification-answers = Il team risponde
notification-status = Lo stato cambia
notification-closed = Un ticket viene chiuso
notification-received = Un mio ticket è arrivato
notification-colleagues = Un collega scrive
## Dove si è entrati

sessions-title = Dove sei entrato
sessions-hint = Non riconosci qualcosa? Esci da lì, poi cambia la password.
sessions-device = { $browser } su { $system }
sessions-unknown = Browser sconosciuto
sessions-this = Questo
sessions-seen = Visto
sessions-began = Entrato
sessions-elsewhere = In un altro portale
sessions-end = Esci
sessions-end-which = Esci da { $device }
sessions-end-others = Esci da tutti gli altri

## A forgotten password

password-rule = Almeno 8 caratteri. Funzionano bene alcune parole che solo tu metteresti insieme.
sign-in-forgot = Hai dimenticato la password?
recovery-back = Torna all'accesso
recovery-password-title = Imposta una nuova password
recovery-password-hint = Ti invieremo per e-mail un link per impostarla.
recovery-password-ask = Inviami il link
recovery-asked-title = Guarda nella tua casella
recovery-new-hint = Uscirai da ogni altro dispositivo e accederai con quella nuova.
recovery-new = Nuova password
recovery-set = Imposta la password
recovery-done = La nuova password è impostata. Usala per accedere.
recovery-email-done = Il nuovo indirizzo è confermato. Accedi con quello.

## File sotto un messaggio

attachments = File allegati
attachment-kilobytes = { $n } kB
attachment-megabytes = { $n } MB
