### Parole delle pagine dei clienti.

tab-mine = I miei ticket
tab-organization = Organizzazione

sort-activity = Ultima attività
sort-created = Creato
sort-subject = Oggetto
sort-status = Stato
sort-id = Numero

## Che cosa succede inviando una risposta

reply-reopens = La tua risposta riaprirà questo ticket.
reply-files-linked = Questo ticket è chiuso definitivamente. La tua risposta aprirà un nuovo ticket collegato a questo.
reply-not-possible = Questo ticket non accetta altre risposte.

## La cornice di ogni pagina

nav-tickets = Ticket
nav-new-ticket = Nuovo ticket
nav-profile = Profilo
view-only-banner = Stai guardando il portale come { $name }. Non puoi modificare nulla.
view-only-end = Termina

## Accesso

sign-in-title = Accedi
sign-in-hint = Qui trovi i tuoi ticket e come procedono.
sign-in-hint-return = Accedi per continuare alla pagina che hai chiesto.
sign-in-no-account = Non hai ancora una password? Chiedi un invito al team.
sign-in-no-password = In questo portale non si accede con una password. Chiedi al team come entrare.
sign-in-again-title = La sessione è terminata
sign-in-again-otherwise = Accedi in un altro modo, in una nuova scheda
sign-in-again-hint = Accedi di nuovo per continuare. Quello che hai scritto è ancora qui.

## Entrare con la propria casella di posta

sign-in-by-link = Inviami un link di accesso
recovery-link-title = Accedi per e-mail
recovery-link-hint = Ti invieremo per e-mail un link che ti fa entrare senza password.
recovery-link-ask = Inviami un link
recovery-asked-hint = Se qualcuno con quell'indirizzo può entrare in questo portale, una lettera è in arrivo. Può volerci qualche minuto; guarda anche nello spam.
recovery-enter-title = Ben tornato
recovery-enter-hint = Stai per accedere come { $email }.

## Accettare un invito

invitation-title = Ti diamo il benvenuto
invitation-title-name = Ciao, { $name }
invitation-hint-new = Scegli una password e sei dentro.
invitation-hint-known = Hai già una password. Inseriscila e sei dentro.
invitation-password-new = Nuova password
invitation-accept-new = Imposta la password e accedi
invitation-accept-known = Accetta e accedi
invitation-been-here = L'hai già accettato?

## Un membro dello staff guarda il portale come cliente

look-title = Guarda il portale come cliente
look-hint = Vedrai esattamente ciò che vede il cliente. Non puoi modificare nulla e la visita viene registrata.
look-open = Apri il portale

## L'elenco dei ticket

list-caption = I tuoi ticket, con lo stato e l'ultimo messaggio
list-scopes = Di chi sono i ticket
list-search = Cerca nei ticket
list-apply = Applica
list-state = Aperti o chiusi
list-state-all = Tutti
list-state-open = Aperti
list-state-closed = Chiusi
list-any-status = Tutti gli stati
list-any-priority = Tutte le priorità
list-priority = Priorità
list-sort = Ordina per
list-requester = Aperto da
list-unread = , nuova risposta
list-you = Tu
list-export = Esporta CSV
list-back-to-start = Torna alla prima pagina
list-updated = { $n ->
    [one] { $n } ticket aggiornato – mostra
   *[other] { $n } ticket aggiornati – mostra
  }
list-changed = Potrebbero esserci novità – mostra
list-said = { $n ->
    [0] Nessun ticket
    [one] { $n } ticket
   *[other] { $n } ticket
  }
list-none = Ancora nessun ticket
list-none-hint = Quando ti serve qualcosa da noi, apri un ticket. Lo segui qui e rispondi nello stesso posto.
list-file-first = Apri il tuo primo ticket
list-none-organization = Ancora nessun ticket di { $company }
list-none-organization-hint = I ticket aperti dai tuoi colleghi compariranno qui.
list-file-one = Apri un ticket
list-none-found = Nessun risultato per «{ $search }»
list-none-filtered = Nessun ticket corrisponde a questi filtri
list-none-found-hint = Cerchiamo negli oggetti, nei numeri e in tutti i messaggi. Prova con meno parole o togli i filtri.
list-clear = Togli i filtri
list-no-more = Non ci sono altri ticket

## Un ticket

ticket-conversation = Conversazione
ticket-details = Dettagli
ticket-number = Numero
ticket-category = Categoria
ticket-company = Azienda
ticket-people = Persone su questo ticket
ticket-earlier = Mostra i messaggi precedenti
ticket-latest = Torna agli ultimi messaggi
ticket-you = Tu
ticket-team = Assistenza
ticket-by-you = te
ticket-turn-new = L'abbiamo ricevuto e ti rispondiamo qui. Ultimo messaggio: { $time }
ticket-turn-contact = { $author } ha risposto ({ $time })
ticket-turn-us = Ce ne stiamo occupando. Ultima risposta: { $time }, da { $author }
ticket-turn-closed = Chiuso: { $time }
ticket-event-closed = Ticket chiuso
ticket-event-closed-by = { $author } ha chiuso il ticket
ticket-event-status = Stato: { $status }
ticket-event-status-by = { $author } ha cambiato lo stato in { $status }
ticket-close = Chiudi ticket
ticket-reopen = Riapri ticket
ticket-reply = La tua risposta
ticket-reply-placeholder = Scrivi una risposta…
ticket-send = Invia risposta
ticket-send-reopen = Invia e riapri
ticket-send-linked = Apri nuovo ticket
ticket-sent = La tua risposta è stata inviata.
ticket-sent-reopened = La tua risposta è stata inviata e il ticket è di nuovo aperto.
ticket-filed-linked = Abbiamo aperto un nuovo ticket con la tua risposta.
ticket-said-message = Nuova risposta da { $author }
ticket-said-status = Lo stato ora è { $status }
ticket-signed-out = La sessione è terminata e questa pagina non si aggiorna più. Quello che hai scritto è ancora qui.
ticket-gone = Non hai più accesso a questo ticket. Puoi ancora copiare quello che hai scritto.
draft-saved = Bozza salvata
draft-not-saved = Bozza non ancora salvata

## Un nuovo ticket

new-subject-hint = Poche parole che dicano di che si tratta.
new-description = Descrizione
new-description-hint = Che cosa è successo, che cosa ti aspettavi e da quando?
new-priority-none = Non so
new-seen-company = Vedranno questo ticket il nostro team e i tuoi colleghi di { $company }.
new-seen-own = Vedrete questo ticket solo tu e il nostro team.
new-send = Invia ticket
new-cancel = Torna ai ticket
new-sent = Abbiamo ricevuto il tuo ticket.

## L'account del cliente

profile-language = Lingua
profile-zone = Fuso orario
profile-hint = Il portale ha la sua lingua e mostra gli orari nel fuso del tuo dispositivo. Per cambiare nome, scrivici.
profile-password = Password
profile-password-current = Password attuale
profile-password-new = Nuova password
profile-password-change = Cambia password
profile-password-changed = La password è stata cambiata. Sei uscito da tutti gli altri dispositivi.
profile-keys = Scorciatoie da tastiera
profile-keys-on = Usa i tasti singoli nell'elenco dei ticket
profile-keys-hint = / per cercare, j e k per spostarti, Invio per aprire, n per un nuovo ticket. Vale per questo browser.
profile-session = Questo dispositivo

## Registrarsi

sign-in-register = Non hai un account? Creane uno
register-title = Crea un account
register-hint = Ti spediamo un link per confermare il tuo indirizzo.
register-first-name = Nome
register-last-name = Cognome
register-ask = Continua
register-consent = Acconsento
register-consent-missing = Prima devi acconsentire.
register-asked-hint = Se l'indirizzo si può usare qui, una lettera è in arrivo. Apri il suo link per continuare; vale 24 ore.
register-confirm-title = Ti diamo il benvenuto, { $name }
register-confirm-hint = Stai confermando { $email }.
register-password = Scegli una password
register-confirm = Crea account
register-waiting-title = Ci siamo quasi
register-waiting-hint = Il tuo indirizzo è confermato. Il team guarda la tua registrazione e ti scrive quando puoi accedere.

## Quali lettere si ricevono

notifications-title = E-mail
notifications-hint = Quando vuoi che ti scriviamo? Ciò che chiedi tu, come una nuova password, arriva sempre.
notifications-save = Salva
notifications-saved = Salvato.
unsubscribe-title = Disattivare le e-mail?
unsubscribe-hint = Ricevi un'e-mail per: «{ $what }».
unsubscribe-one = Disattiva questa
unsubscribe-all = Disattivale tutte
unsubscribe-done-title = Disattivata
unsubscribe-done = Non ricevi più e-mail per: «{ $what }».
unsubscribe-all-done = Non ricevi più e-mail sui tuoi ticket. Nel portale continui a vedere tutto.
unsubscribe-necessary = Ciò che chiedi tu, come una nuova password, arriva sempre. Puoi cambiare idea nel tuo profilo in qualsiasi momento.
## Un altro indirizzo e-mail

profile-email-new = Nuovo indirizzo e-mail
profile-email-hint = Ci mandiamo un link. Quando lo apri, entri con il nuovo indirizzo ed esci da ogni dispositivo.
profile-email-ask = Invia il link
profile-email-asked = Se l'indirizzo può essere tuo, un link è in viaggio. Funziona una volta sola, per 24 ore.
recovery-email-title = Conferma il tuo nuovo indirizzo
recovery-email-hint = D'ora in poi entrerai con { $email }. Uscirai da ogni dispositivo.
recovery-email-confirm = Usa questo indirizzo
