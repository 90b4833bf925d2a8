### Parole della configurazione, dell'amministrazione e del desk.

role-agent = Operatore
role-admin = Amministratore
role-owner = Proprietario
role-agent-hint = Risponde ai ticket e cura contatti e aziende.
role-admin-hint = Configura anche portali, posta e persone.
role-owner-hint = Nomina anche altri proprietari. Ce n'è sempre almeno uno.

## Le viste della coda

view-open = Tutti gli aperti
view-mine = I miei
view-unassigned = Non assegnati
view-waiting-on-us = In attesa di noi
view-closed = Chiusi

portal-status-draft = Bozza
portal-status-live = Attivo
portal-status-paused = In pausa
portal-status-archived = Archiviato

permission-own = Solo i ticket a cui il loro contatto è associato
permission-company = Tutti i ticket a cui la loro azienda è associata

access-invited = Solo contatti invitati
access-invited-hint = Decidi tu chi entra, con i gruppi di accesso.
access-register = Chiunque può registrarsi
access-register-hint = Le persone confermano il loro indirizzo e-mail e vedono i propri ticket.
access-sso = Single sign-on
access-sso-hint = Decide il tuo provider di identità: chi viene identificato, entra.

## I passaggi della procedura

step-name = Nome
step-domain = Dominio
step-tickets = Ticket
step-access = Accesso
step-done = Fine

inbox-kind-inbox = Casella
inbox-kind-help-desk = Help desk

domain-kind-system = Dominio di sistema
domain-kind-connected = Dominio collegato

verification-pending = In attesa del record DNS
verification-verified = Verificato
verification-failed = Non ancora verificato
verification-no-record = Non abbiamo trovato un record TXT con quel nome. I nuovi record possono richiedere qualche minuto.
verification-other-value = Abbiamo trovato un record TXT con un altro valore: { $found }. Controlla quello che hai incollato.
verification-no-answer = Il server DNS non ha risposto. Continuiamo a provare.

## La storia di un ticket

event-created = { $author } ha aperto il ticket
event-stage = { $author } ha cambiato lo stato da { $from } a { $to }
event-assigned = { $author } ha assegnato il ticket a { $owner }
event-unassigned = { $author } ha tolto l'assegnatario
event-priority = { $author } ha impostato la priorità su { $priority }
event-priority-none = { $author } ha tolto la priorità
event-contact-added = { $author } ha aggiunto il contatto { $name }
event-contact-removed = { $author } ha rimosso il contatto { $name }
event-company-added = { $author } ha aggiunto l'azienda { $name }
event-company-removed = { $author } ha rimosso l'azienda { $name }

## La cornice di ogni pagina

nav-queue = Coda
nav-contacts = Contatti
nav-companies = Aziende
nav-admin = Gestione
interface-language = Lingua
language-of-browser = Come il browser
language-save = Cambia lingua

## Accesso

staff-sign-in-title = Accedi al desk
staff-sign-in-hint = Per il team. I clienti accedono all'indirizzo del loro portale.

## Il primo avvio

first-run-title = Ti diamo il benvenuto in Portico
first-run-hint = Crea l'account del proprietario. Subito dopo configurerai il primo portale.
first-run-name = Il tuo nome
first-run-email-hint = Lo userai per accedere.
first-run-password-hint = Almeno 8 caratteri. Una breve frase è facile da ricordare e difficile da indovinare.
first-run-submit = Crea account
first-run-wrong-title = Questo link di configurazione non funziona
first-run-wrong-hint = È incompleto, oppure appartiene a un avvio precedente del server. Ecco come ottenerne uno nuovo:
first-run-wrong-stop = Ferma il server, sulla macchina su cui gira.
first-run-wrong-start = Avvialo di nuovo con
first-run-wrong-open = Apri l'indirizzo che stampa dopo «Set up:».
first-run-wrong-why = Ogni avvio crea un link nuovo e annulla il precedente, così solo chi gestisce il server può diventarne proprietario.
first-run-over-title = Portico è già configurato
first-run-over-hint = L'account del proprietario esiste, quindi questo link ha fatto il suo lavoro. Accedi per continuare.

## I campi di un portale, nella procedura e nelle impostazioni

portal-name = Nome del portale
portal-domain = Dominio del portale
domain-choice = { $host } · { $state }
domain-system-note = Da un dominio di sistema non si inviano e-mail di invito ai gruppi di accesso. Puoi copiare ogni link di invito e consegnarlo tu, oppure collegare un tuo dominio.
portal-slug = Slug
portal-slug-hint = La fine dell'indirizzo: lettere minuscole, cifre e trattini.
portal-slug-malformed = Usa lettere minuscole, cifre e trattini singoli in mezzo, per esempio centro-aiuto.
portal-full-address = I clienti apriranno
portal-language = Lingua principale
portal-language-hint = Il portale parla la lingua principale del suo dominio. Vale per tutti i portali di quel dominio.
portal-inbox = Casella o help desk per i nuovi ticket
portal-inbox-hint = I nuovi ticket del portale arrivano qui.
inbox-choice = { $name } · { $kind }
portal-permission = Autorizzazioni ticket cliente
permission-own-hint = Un cliente vede i ticket che portano il suo nome.
permission-company-hint = Un cliente vede anche tutti i ticket della sua azienda principale.
impact = { $contacts ->
    [one] { $contacts } contatto vedrebbe { $tickets }.
   *[other] { $contacts } contatti vedrebbero { $tickets }.
  }
impact-tickets = { $n ->
    [one] { $n } ticket
   *[other] { $n } ticket
  }
impact-none = Non ci sono ancora ticket con contatti.
portal-access = Controllo accesso
access-missing = Scegli chi può entrare.
access-register-note = Quali indirizzi sono ammessi, se approvi ogni persona e che cosa si accetta: è tutto nelle impostazioni del portale quando è online.
access-sso-none = Per questo portale non c'è ancora un provider di identità, e il single sign-on ne richiede uno.
access-sso-add = Configuralo
# $n è il numero di provider di identità attivi.
access-sso-some = { $n ->
    [one] Per questo portale è attivo un provider di identità.
   *[other] Per questo portale sono attivi { $n } provider di identità.
  }
access-sso-look = Vedi i provider di identità
portal-groups = Gruppi di accesso
portal-groups-hint = I contatti di questi gruppi possono entrare. Chi viene invitato al portale entra nel primo.
groups-missing = Scegli almeno un gruppo di accesso.
group-members = { $n ->
    [0] Ancora nessun membro
    [one] { $n } membro
   *[other] { $n } membri
  }
portal-methods = Metodi di accesso
method-password = Password
method-password-hint = Ognuno ne sceglie una quando accetta l'invito.
method-magic-link = Link magico
method-magic-link-hint = Un link via e-mail al posto della password.
method-magic-link-no-mail = Un link via e-mail al posto della password. Richiede un server di posta: impostane uno in «Posta in uscita».
method-sso-hint = Con gli account che le persone hanno già, presso i provider di identità del portale.
method-sso-none = Con gli account che le persone hanno già. Richiede un provider di identità.
methods-missing = Scegli almeno un modo per accedere.
methods-sso-needed = Seleziona anche il single sign-on: è quello che decide chi entra.
portal-link = Link del portale
portal-open = Apri il portale

## Collegare un dominio e dimostrarne il possesso

connect-title = Collega un dominio
connect-host = Dominio
connect-host-hint = Un tuo nome di dominio, senza «https://».
connect-submit = Collega dominio
proof-title = Dimostra che { $host } è tuo
proof-done = { $host } è tuo
proof-create = Dove gestisci questo dominio, crea un record TXT:
proof-name = Nome
proof-value = Valore
proof-point-name = E fai in modo che { $host } porti a questo server, con un record CNAME:
proof-point-address = E fai in modo che { $host } porti a questo server, con un record A:
proof-target = Destinazione del record { $kind }
proof-later = Intanto puoi andare avanti. Il portale può diventare attivo appena il dominio è verificato.
proof-check = Controlla ora
proof-checked = Ultimo controllo:
proof-goes-on = Controlliamo di nuovo ogni pochi secondi finché sei qui.
proof-stopped = Per ora abbiamo smesso di controllare. Controlla di nuovo quando il record c'è.

## La procedura

wizard-title = Configura un portale
wizard-next-domain = Avanti: Collegare un dominio
wizard-next-tickets = Avanti: Impostare i ticket
wizard-next-access = Avanti: Configurare l'accesso
wizard-finish = Completa la configurazione
wizard-back = Indietro
wizard-exit = Salva ed esci
wizard-name-title = Dai un nome al portale
wizard-name-why = I clienti vedono questo nome nella scheda del browser e in cima a ogni pagina.
wizard-domain-title = Collega un dominio
wizard-domain-why = È l'indirizzo a cui i clienti aprono il portale.
wizard-tickets-title = Imposta i ticket
wizard-tickets-why = Scegli dove arrivano i nuovi ticket e quali vedono i clienti.
wizard-access-title = Configura l'accesso
wizard-access-why = Scegli chi può entrare e come accede.
wizard-fault-title = Il portale non può ancora diventare attivo:
wizard-fault-line = { $step }: { $problem }
wizard-fault-go = Vai al passaggio
wizard-unsaved = Quello che hai cambiato in «{ $step }» non è ancora salvato.

## L'immagine del portale nella procedura. Parole nella lingua del portale: ogni messaggio le contiene tutte, uguali in ogni file.

preview-title = Anteprima
preview-host = tuo-dominio
preview-name = { $language ->
    [it] Il tuo portale
   *[en] Your portal
  }
preview-sign-in = { $language ->
    [it] Accedi
   *[en] Sign in
  }
preview-email = { $language ->
    [it] Indirizzo e-mail
   *[en] E-mail address
  }
preview-password = { $language ->
    [it] Password
   *[en] Password
  }
preview-register = { $language ->
    [it] Registrati
   *[en] Register
  }

## Il portale è attivo

done-title = Il tuo portale è attivo
done-why = I clienti possono aprirlo da subito: condividi il link.
done-why-invited = Le persone che inviti possono accedere da subito. Il link da solo non fa entrare nessuno.
done-open-title = Che cosa resta da fare
done-state-next = Adesso
done-state-done = Fatto
done-state-later = Più avanti
done-invite = Invita il tuo primo cliente
done-invite-hint = Apri un contatto e crea un link di invito.
done-mail = Posta elettronica
done-mail-hint = Imposta un server di posta perché le lettere partano. Fino ad allora consegni tu i link di invito.
done-mail-there = Le lettere partono. Puoi guardarle quando vuoi.
done-branding = Logo e colori
done-branding-hint = Arrivano in una versione futura. Per ora il portale mostra il suo nome.

## Guardare il portale come un contatto

view-as-title = Guarda il portale come un cliente
view-as-why = Vedi quello che vede uno dei tuoi contatti. Non si può cambiare nulla, e resta nel registro.
view-as-paused = Si può guardare solo un portale attivo.
view-as-search = Cerca contatti per nome o e-mail
view-as-find = Cerca
view-as-submit = Guarda
view-as-open = Guarda come { $name } in una nuova scheda
view-as-nobody = Non ci sono ancora contatti.
view-as-add = Aggiungine uno
view-as-not-found = Nessun contatto comincia così.

## Le pagine di amministrazione

admin-title = Portali
admin-create = Crea un portale
admin-rest = Per tutti i portali
admin-continue = Continua la configurazione
admin-settings = Impostazioni
admin-look = Vedi le impostazioni
admin-all = Tutti i portali
admin-empty-title = Ancora nessun portale
admin-empty-text = Un portale è la pagina in cui i tuoi clienti aprono e seguono i loro ticket. Quattro brevi passaggi ed è attivo.
admin-empty-ask = Un portale è la pagina in cui i clienti aprono e seguono i loro ticket. Chiedi a un amministratore di crearne uno.

## Le impostazioni di un portale

settings-save = Salva
settings-saved = Salvato
settings-discard = Annulla le modifiche
settings-unsaved = Modifiche non salvate
settings-leave = Ci sono modifiche non salvate. Vuoi uscire senza salvarle?
settings-read-only = Il tuo ruolo ti permette di vedere queste impostazioni, non di cambiarle. Chiedi a un amministratore.
settings-draft-title = La configurazione non è finita
settings-draft-text = Per ora solo il tuo team vede questo portale.
settings-draft-ask = Per ora solo il tuo team vede questo portale. Un amministratore può completarlo.
settings-link-title = Link
settings-link-why = Condividilo con i tuoi clienti.
settings-place-title = Indirizzo
settings-place-why = Se lo cambi, il vecchio indirizzo porta a quello nuovo.
settings-session-title = Sessioni e chiusura
settings-session-why = Per quanto tempo i clienti restano connessi e che cosa possono fare con i loro ticket.
session-idle = Disconnetti dopo
session-idle-hint = Di inattività.
duration-minutes = { $n ->
    [one] { $n } minuto
   *[other] { $n } minuti
  }
duration-hours = { $n ->
    [one] { $n } ora
   *[other] { $n } ore
  }
customers-may-close = I clienti possono chiudere i loro ticket
customers-may-close-hint = Se è disattivato, solo il tuo team chiude i ticket.
settings-status-title = Pausa
settings-pause = Metti in pausa il portale
settings-pause-why = Mentre il portale è in pausa, nessuno può entrare. Non si perde nulla.
settings-pause-title = Mettere in pausa questo portale?
settings-pause-ask = I clienti restano fuori dal prossimo clic, finché non lo riattivi. I loro ticket restano come sono.
settings-pause-not = Lascialo attivo
settings-paused = Il portale è in pausa
settings-resume = Riattiva il portale
settings-resume-why = Il portale è in pausa: il suo indirizzo lo dice, e nessuno può entrare.
settings-resumed = Il portale è di nuovo attivo

## Il desk: elenchi, ricerca, scelta

desk-search = Cerca
desk-not-found = Nessun risultato
desk-list-start = Torna all'inizio dell'elenco
desk-save = Salva
desk-cancel = Annulla
# $name is a contact or a company.
desk-remove = Rimuovi { $name }
desk-primary = Principale
desk-owned-by = Assegnatario: { $owner }
desk-no-owner = Non assegnato
desk-no-priority = Nessuna priorità
desk-draft-saved = Bozza salvata
desk-sign-in-beside = Accedi in una nuova scheda, poi continua qui.

## Trovare un contatto o un'azienda scrivendo

picker-find = Trova
picker-none = Nessun risultato. Prova con l'inizio di un nome o di un indirizzo.
picker-matches = Risultati
picker-add = Aggiungi
picker-add-name = Aggiungi { $name }

## La coda

queue-search = Cerca nei ticket
queue-new-ticket = Nuovo ticket
queue-views = Viste
# $n tickets are not as the list shows them; a button that shows them.
queue-updated = { $n ->
    [one] Un ticket aggiornato. Mostralo
   *[other] { $n } ticket aggiornati. Mostrali
  }
# $words is what was searched.
queue-not-found-text = Nessun ticket in questa vista contiene “{ $words }” in oggetto, numero, messaggi o commenti.
queue-search-open = Cerca in tutti gli aperti
queue-look-unassigned = Guarda i ticket non assegnati
queue-empty-open = Tutto tranquillo
queue-empty-open-text = Non ci sono ticket aperti. I nuovi compaiono qui da soli.
queue-empty-mine = Niente da fare per te
queue-empty-mine-text = Nessun ticket aperto è assegnato a te.
queue-empty-unassigned = Tutto ha un assegnatario
queue-empty-unassigned-text = Nessun ticket aperto aspetta che qualcuno lo prenda.
queue-empty-us = Nessuno ci aspetta
queue-empty-us-text = Ogni ticket aperto aspetta il suo cliente, oppure è nuovo.
queue-empty-closed = Ancora niente di chiuso
queue-empty-closed-text = I ticket chiusi restano qui.

## Tasti

keys-title = Scorciatoie da tastiera
keys-search = Cerca
keys-next = Il prossimo dell'elenco
keys-previous = Il precedente dell'elenco
keys-open = Apri
keys-new = Nuovo ticket, contatto o azienda
keys-reply = Rispondi
keys-comment = Commento interno
keys-send = Invia quello che hai scritto
keys-sheet = Mostra questo elenco
keys-switch = Usa i tasti singoli
keys-switch-hint = Disattivali se vengono premuti per sbaglio, per esempio con la dettatura.

## Aprire un ticket

desk-new-contact = Cliente
desk-new-contact-find = Trova un cliente
desk-new-contact-hint = Il cliente vede il ticket e riceve le risposte. Puoi lasciarlo in sospeso.
desk-new-contact-change = Cambia
desk-new-subject = Oggetto
desk-new-description = Descrizione
desk-new-description-hint = Il cliente la legge come primo messaggio del ticket.
desk-new-file = Apri ticket

## Un ticket

desk-ticket-side = Su questo ticket
desk-ticket-latest = Vai all'ultimo
desk-ticket-conversation = Conversazione
desk-ticket-customer = Cliente
desk-ticket-team = Team
desk-ticket-internal = Commento interno
desk-ticket-answer = Risposta
desk-ticket-mode = Che cosa scrivere
desk-ticket-reply = Rispondi
desk-ticket-reply-label = Rispondi al cliente
# On the send button. $who is an address, $n how many others get the reply too.
desk-ticket-send-to = { $n ->
    [0] Invia a { $who }
    [one] Invia a { $who } e a un altro
   *[other] Invia a { $who } e ad altri { $n }
  }
desk-ticket-send = Invia risposta
desk-ticket-nobody = Su questo ticket non c'è nessun contatto, quindi nessun cliente vedrà la risposta. Prima aggiungine uno.
desk-ticket-then = Poi imposta lo stato su
# The first line of the list: what happens by itself. $stage is a status.
desk-ticket-stage-usual = { $stage } (di solito)
desk-ticket-stage-same = Lascia com'è
desk-ticket-comment-label = Commento per il tuo team
desk-ticket-comment-hint = Lo vede solo il tuo team.
desk-ticket-comment-add = Aggiungi commento interno
desk-ticket-properties = Proprietà
desk-ticket-owner = Assegnatario
desk-ticket-take = Assegna a me
desk-ticket-stage = Stato
desk-ticket-priority = Priorità
desk-ticket-reload = Carica la versione attuale
desk-ticket-contacts = Contatti
desk-ticket-add-contact = Aggiungi un contatto
desk-ticket-companies = Aziende
desk-ticket-add-company = Aggiungi un'azienda
desk-ticket-facts = Dati
desk-ticket-created = Creato
desk-ticket-activity = Ultima attività
desk-ticket-closed = Chiuso
desk-ticket-source = Origine
desk-ticket-inbox = Casella
desk-ticket-category = Categoria

source-chat = Chat
source-email = E-mail
source-form = Modulo
source-phone = Telefono
source-portal = Portale

## Perché questa persona vede questo ticket?

why-title = Chi lo può vedere?
why-portal = Portale
why-contact = Contatto
why-other = Chiedi di qualcun altro
why-ask = Spiega
why-sees = { $who } vede questo ticket su { $portal }.
why-would-see = { $who } vedrebbe questo ticket, ma non può entrare in { $portal }.
why-sees-not = { $who } non vede questo ticket su { $portal }.
why-may-enter = Può entrare nel portale.
why-may-not-enter = Non può entrare nel portale. Prima va invitato.
why-own = È un contatto di questo ticket.
why-not-own = Non è un contatto di questo ticket.
why-company = La sua azienda principale, { $company }, è su questo ticket.
why-not-company = La sua azienda principale, { $company }, non è su questo ticket.
why-no-company = Non ha un'azienda principale.
why-permission-company = Il portale mostra a ognuno tutti i ticket della sua azienda principale.
why-permission-own = Il portale mostra a ognuno solo i propri ticket.
why-record = Apri il contatto

## Contatti e aziende

record-about = Dettagli
record-phone = Telefono
record-saved = Salvato
record-tickets = Ticket
record-contacts = Contatti
record-companies = Aziende

contacts-search = Cerca contatti
contacts-open = { $n ->
    [one] 1 ticket aperto
   *[other] { $n } ticket aperti
  }
contacts-empty = Ancora nessun contatto
contacts-empty-text = I contatti sono le persone dei tuoi clienti. Arrivano con il primo ticket, con un'importazione, o da qui.
contacts-not-found = Nessun contatto ha un nome o un indirizzo che inizia con “{ $words }”.

contact-new = Nuovo contatto
contact-new-hint = Basta un nome o un indirizzo e-mail.
contact-create = Crea contatto
contact-first-name = Nome
contact-last-name = Cognome
contact-language = Lingua
contact-language-unknown = Non si sa
contact-no-tickets = Ancora nessun ticket.
contact-is-disabled = Disabilitato
contact-primary-hint = Su un portale che mostra i ticket di un'azienda, vede quelli della sua azienda principale.
contact-join = Aggiungi un'azienda
contact-make-primary = Rendi principale
contact-disable-ask = Disabilita questo contatto…
contact-disable-hint = Non può più accedere e la sua sessione finisce subito. I suoi ticket restano. Lo puoi riabilitare.
contact-disable = Disabilita contatto
contact-disabled-hint = Questo contatto non può accedere a nessun portale.
contact-enable = Riabilita contatto
contact-portals = Accesso ai portali
contact-no-portals = Non c'è ancora un portale attivo.
contact-may-enter = Può entrare
contact-may-not-enter = Nessun accesso
contact-invited = Invitato, non ha ancora accettato
contact-invite = Invita
contact-invite-again = Crea un nuovo link
contact-remove-access = Togli l'accesso
contact-view-as = Guarda come questo contatto
contact-link = Link d'invito
# A date follows.
contact-link-until = Si vede solo ora. Vale una volta, fino al
contact-link-held = Dal dominio di sistema non partono e-mail. Copia il link e consegnalo tu, oppure collega un tuo dominio.

companies-search = Cerca aziende
companies-contacts = { $n ->
    [one] 1 contatto
   *[other] { $n } contatti
  }
companies-empty = Ancora nessuna azienda
companies-empty-text = Le aziende tengono insieme i tuoi clienti, così i colleghi vedono i ticket degli altri dove lo permetti.
companies-not-found = Nessuna azienda ha un nome o un dominio che inizia con “{ $words }”.

company-new = Nuova azienda
company-create = Crea azienda
company-name = Nome
company-domain = Dominio
company-domain-hint = Per esempio acme.example
company-no-tickets = Ancora nessun ticket.
company-no-contacts = Ancora nessun contatto. Aggiungi l'azienda sulla pagina di un contatto.

## Il proprio account

staff-account-title = Il tuo account
staff-account-password = Password
staff-account-whose = Sei entrato come { $email }.
staff-account-current = Password attuale
staff-account-new = Nuova password
staff-account-new-hint = Almeno 8 caratteri. Uscirai da ogni altra sessione.
staff-account-change = Cambia password
staff-account-changed = La tua password è cambiata e sei uscito da ogni altra sessione.

## Posta in uscita

mail-title = Posta in uscita
mail-from = Le lettere partono da { $address }.
mail-not-set-up = Non c'è un server di posta, quindi le lettere aspettano qui.
mail-waiting = { $n ->
    [one] 1 lettera in attesa
   *[other] { $n } lettere in attesa
}
mail-failed = { $n ->
    [one] 1 abbandonata nell'ultima settimana
   *[other] { $n } abbandonate nell'ultima settimana
}
mail-empty = Ancora nessuna lettera
mail-empty-text = Inviti, risposte e conferme compaiono qui appena ce ne sono.
mail-views = Quali lettere
mail-view-all = Tutte
mail-none-so = Nessuna lettera di questo tipo.
mail-nobody = Nessuno con un indirizzo
mail-retry = Prova ora
mail-state-waiting = In attesa
mail-state-held = Trattenuta
mail-state-sent = Inviata
mail-state-failed = Abbandonata
mail-state-not-sent = Non inviata
mail-said-next = { $problem } Prossimo tentativo: { $time }.
mail-said-held = Il portale è sul dominio di sistema, da cui gli inviti non partono. Consegna tu il link.
mail-problem-refused = Il server di posta l'ha rifiutata ({ $code }): { $said }.
mail-problem-unreachable = Il server di posta non è raggiungibile: { $reason }.
mail-problem-not-allowed = Il destinatario non può più vedere ciò di cui parla.
mail-problem-too-old = Ha aspettato troppo per essere una novità.
mail-problem-address = A quell'indirizzo non si può scrivere.
mail-problem-turned-off = Il destinatario ha disattivato le lettere di questo tipo.
mail-problem-overtaken = Non c'è più niente da dire: nel frattempo le cose sono cambiate.
mail-problem-not-set-up = Non è impostato alcun server di posta.
letter-invitation = Invito
letter-reset = Nuova password
letter-link = Link di accesso
letter-password = Password cambiata
letter-received = Ticket ricevuto
letter-agent = Il team ha risposto
letter-colleague = Un collega ha scritto
letter-customer = Un cliente ha risposto
letter-registration = Registrazione
letter-already-registered = Già registrato
letter-approved = Ammesso
letter-status = Stato cambiato
letter-closed = Ticket chiuso
letter-reopened = Ticket riaperto
letter-reminder = Promemoria di un invito
letter-unknown = Una lettera di un'altra versione

## Lettere di un ticket e a un contatto

letter-line-sent = Inviata { $time }
letter-line-soon = In attesa di invio
letter-line-waits = In attesa: { $problem } Prossimo tentativo { $time }.
letter-line-failed = Non riuscita: { $problem }
letter-line-not-sent = Non inviata: { $problem }
contact-mail = Posta
contact-no-mail = Non è ancora stato scritto nulla.
contact-notifications = Quali lettere riceve
contact-notifications-hint = Inviti, nuove password e link di accesso partono sempre.

## Come si vedono le lettere

letters-title = Lettere
letters-hint = Ogni lettera come la vede chi la riceve, con persone e ticket inventati.
letters-frame = La lettera in { $language }
letters-text = Come testo semplice

## Il server di posta

mail-server-title = Server di posta
mail-server-hint = Le lettere vengono consegnate a questo server. Il tuo fornitore o il tuo amministratore sa cosa inserire.
mail-server-fixed = Le impostazioni di chi gestisce il server hanno la precedenza: qui non si può cambiare nulla. Vengono da: { $source }.
mail-server-host = Server
mail-server-port = Porta
mail-server-port-hint = Vuota: quella usuale per la cifratura.
mail-server-security = Cifratura
mail-server-starttls = STARTTLS (usuale, porta 587)
mail-server-tls = TLS (porta 465)
mail-server-none = Nessuna (solo per un server su questa macchina)
mail-server-none-refused = Verso un'altra macchina password e lettere viaggiano cifrate o non viaggiano.
mail-server-opportunistic = STARTTLS se il server lo offre
mail-server-user = Nome utente
mail-server-password = Password
mail-server-password-kept = Lasciala vuota per tenere quella impostata.
mail-server-password-hint = Solo se il server la chiede.
mail-server-from-name = Nome del mittente
mail-server-from-name-hint = Vuoto: il nome di ciascun portale.
mail-server-from-address = Indirizzo del mittente
mail-server-save = Salva
mail-server-saved = Salvato. Da ora le lettere vengono consegnate a questo server.
mail-server-remove = Rimuovi il server di posta
mail-server-remove-hint = Le lettere aspettano finché non ce n'è un altro.
mail-server-none-set = Non è impostato alcun server di posta, quindi le lettere aspettano.
mail-test-title = Funziona?
mail-test-hint = Una lettera al tuo indirizzo, { $email }, con tutto ciò che viene detto al server e dal server.
mail-test-send = Invia una lettera di prova
mail-test-taken = Il server ha accettato la lettera per { $email }. Se non arriva, guarda tra la posta indesiderata.
mail-test-conversation = Che cosa è stato detto
mail-test-ours = Portico
mail-test-theirs = Server
mail-diagnosis-unknown-host = Non esiste un server con questo nome. Controlla com'è scritto.
mail-diagnosis-forbidden = Questo nome porta a un indirizzo a cui la posta non viene mai consegnata.
mail-diagnosis-refused = Su questo server e su questa porta non risponde nessuno. Controlla la porta e se c'è di mezzo un firewall.
mail-diagnosis-time = Il server non ha risposto in tempo. Controlla la porta e se c'è di mezzo un firewall.
mail-diagnosis-not-smtp = Chi risponde lì non parla come previsto. Controlla porta e cifratura: 587 è per STARTTLS, 465 per TLS.
mail-diagnosis-no-starttls = Il server non offre STARTTLS. Prova TLS sulla porta 465.
mail-diagnosis-name = Il certificato del server è per un altro nome. Inserisci il nome che sta nel certificato.
mail-diagnosis-untrusted = Il certificato del server non viene da un'autorità fidata; forse si è firmato da solo.
mail-diagnosis-expired = Il certificato del server è scaduto.
mail-diagnosis-tls = Non c'è una connessione cifrata: { $reason }
mail-diagnosis-login = Il server non accetta questo nome utente e questa password, o ne vuole. Alcuni fornitori richiedono una password apposta per i programmi.
mail-diagnosis-sender = Il server non invia per l'indirizzo di questo mittente. Spesso deve appartenere al nome utente.
mail-diagnosis-recipient = Il server non accetta lettere per il tuo indirizzo. Spesso vuole prima un nome utente.
mail-diagnosis-message = Il server ha accettato tutto tranne la lettera.
mail-diagnosis-lost = Il server ha chiuso la conversazione in anticipo.

## Gruppi di accesso

groups-title = Gruppi di accesso
groups-why = Un portale riservato ai contatti invitati fa entrare chi è in uno dei suoi gruppi.
group-by-hand = A mano
group-by-hand-hint = Aggiungi le persone e ricevono un invito.
group-by-rule = Con una regola
group-by-rule-hint = Chi corrisponde è dentro, da quel momento.
group-new = Nuovo gruppo
group-create = Crea gruppo
group-name = Nome
group-kind = Chi ne fa parte
group-rule = Nome e regola
group-rule-why = Chi corrisponde può entrare subito nei portali del gruppo. Chi non corrisponde più è fuori dal clic successivo.
group-rule-legend = Condizioni
group-portals = Portali che fanno entrare questo gruppo
group-no-portals = Ancora nessuno. Scegli il gruppo nelle impostazioni di un portale, alla voce Accesso.
group-delete = Elimina gruppo
group-delete-why = Si può eliminare solo un gruppo che nessun portale usa. I suoi contatti restano.
group-nobody = Qui non c'è nessuno.
group-add = Aggiungi persone
group-add-why = Fino a { $max } indirizzi alla volta. Gli indirizzi nuovi diventano contatti, e tutti ricevono un invito.
group-add-held = Il portale è sul dominio di sistema, da cui gli inviti ai gruppi non vengono spediti. Resteranno in attesa: copia ogni link qui sotto e consegnalo, oppure sposta il portale su un tuo dominio.
group-add-no-portal = Nessun portale attivo usa questo gruppo, quindi per ora nessuno viene invitato.
group-add-portal = Invita a
group-add-list = Indirizzi
group-add-list-hint = Separati da virgole, punti e virgola o righe; anche con il nome, come Ana Alves <ana@example.com>. Oppure CSV con intestazione.
group-add-file = Oppure un file CSV
group-add-button = Aggiungi e invita
batch-added = { $n ->
    [0] Nessuno è stato aggiunto.
    [one] 1 persona è stata aggiunta.
   *[other] { $n } persone sono state aggiunte.
}
batch-created = { $n ->
    [one] 1 di loro è un contatto nuovo.
   *[other] { $n } di loro sono contatti nuovi.
}
batch-already = { $n ->
    [one] 1 era già nel gruppo o compare due volte.
   *[other] { $n } erano già nel gruppo o compaiono due volte.
}
batch-wrong = { $n ->
    [one] 1 riga è stata tralasciata:
   *[other] { $n } righe sono state tralasciate:
}
batch-wrong-more = E altre { $n }.
batch-line = Riga { $number }:
batch-no-address = nessun indirizzo e-mail.
batch-disabled = questo contatto è disattivato o archiviato.
batch-undo = Annulla
batch-undo-why = Un errore? Per due minuti puoi tornare indietro; più inviti insieme aspettano altrettanto prima di partire.
batch-is-undone = È stato annullato. I contatti restano, senza accesso.
batch-undone = { $n ->
    [one] 1 persona è stata tolta di nuovo.
   *[other] { $n } persone sono state tolte di nuovo.
}
member-all = Tutti
member-filter = Per stato
member-pending = Invitato
member-accepted = Ha accettato
member-failed = Non raggiunto
member-held = In sospeso
member-matches = Corrisponde alla regola
member-invite = Nuovo link
member-remove = Togli
member-mailed = Viene anche spedito.
member-no-address = Nessun indirizzo e-mail.
member-disabled = Il contatto è disattivato.
member-no-portal = Quando è stato aggiunto non c'era un portale a cui invitare.
member-system-domain = Dal dominio di sistema non si spediscono inviti. Crea un nuovo link e consegnalo.
member-not-delivered = Non è stato possibile consegnare l'invito.
rule-and = e
rule-or = oppure
rule-join = E oppure o
rule-property = Proprietà
rule-property-none = Scegli una proprietà
rule-property-name = Il suo nome interno
rule-operator = Confronto
rule-value = Valore
property-email = E-mail
property-email-domain = Dominio dell'e-mail
property-first-name = Nome
property-last-name = Cognome
property-phone = Telefono
property-language = Lingua
property-company-name = Azienda: nome
property-company-domain = Azienda: dominio
property-company-phone = Azienda: telefono
property-contact-other = Altra proprietà
property-company-other = Azienda: altra proprietà
operator-is = è
operator-is-not = non è
operator-contains = contiene
operator-contains-not = non contiene
operator-starts-with = inizia con
operator-ends-with = finisce con
operator-known = è noto
operator-unknown = non è noto

## Registrazione

registration-title = Registrazione
registration-why = Per i portali in cui chiunque può registrarsi. Prima ciascuno conferma il proprio indirizzo.
registration-no-mail = Non è configurato un server di posta. Finché manca, nessuno può confermare un indirizzo, quindi nessuno può registrarsi.
registration-approval = Fa entrare il team
registration-approval-hint = Chi si è registrato aspetta che uno di voi acconsenta.
registration-domains = Solo indirizzi di questi domini
registration-domains-hint = Uno per riga, per esempio acme.example. Vuoto: qualsiasi indirizzo.
registration-joins = Appartengono all'azienda con quel dominio
registration-joins-hint = Solo con un elenco qui sopra. Altrimenti decidi tu per ogni persona, e fino ad allora non vede i ticket dell'azienda.
registration-consent = A che cosa si acconsente
registration-consent-hint = Chi si registra lo spunta. Ogni modifica è una nuova versione; si conserva chi ha acconsentito a quale, e quando.
registration-consent-version = Questa è la versione { $version }.
registrations-title = Registrazioni
registrations-why = Persone che si sono registrate e su cui resta qualcosa da decidere. Prima le più vecchie.
registrations-empty = Niente da decidere
registrations-empty-text = Qui compare chi si registra e aspetta una vostra decisione.
registration-waiting = Aspetta voi
registration-in = È dentro
registration-company = L'indirizzo è del dominio di { $company }.
registration-join = Fai entrare, come parte di { $company }
registration-approve = Fai entrare
registration-no-company = Non appartiene a un'azienda
registration-refuse = Rifiuta

## Provider di identità

identity-title = Provider di identità
identity-why = Le persone accedono con un account che hanno già, tramite OpenID Connect. Ogni provider appartiene a un solo portale, oppure allo staff.
identity-empty = Ancora nessun provider di identità
identity-add = Aggiungi un provider
identity-new = Nuovo provider di identità
identity-staff = Staff
identity-on = Attivo
identity-off = Disattivato
identity-for = Chi lo usa per accedere
identity-for-hint = I clienti di un portale, oppure lo staff. In seguito non si può cambiare.
identity-connect = Collegamento
identity-redirect = URI di reindirizzamento
identity-redirect-hint = Registra questo indirizzo presso il provider, esattamente come sta scritto qui.
identity-no-address = L'URI di reindirizzamento compare qui quando il portale ha un dominio.
identity-not-offered = Il portale non offre ancora il single sign-on. Attivalo nelle impostazioni del portale, alla voce «Accesso».
# $n è il numero di persone che hanno già effettuato l'accesso con il provider.
identity-people = { $n ->
    [0] nessuno lo ha ancora usato per accedere
    [one] è nota una persona
   *[other] sono note { $n } persone
  }
identity-check = Controlla ora
identity-works = Il provider risponde e le sue chiavi si possono usare.
identity-authorization = Endpoint di autorizzazione
identity-token = Endpoint dei token
identity-keys = Chiavi
identity-algorithms = Firma con
identity-unsaid = non indicato
# $address è un URL.
identity-problem-address = Non chiamiamo { $address }. Per i provider servono https:// e un indirizzo pubblico, a meno che private_identity_hosts non ne indichi l'host.
# $reason è tecnico, in inglese.
identity-problem-unreachable = Il provider non è raggiungibile: { $reason }
# $status è un codice di stato HTTP.
identity-problem-status = Il provider ha risposto con lo stato HTTP { $status }. Controlla l'issuer.
identity-problem-answer = La risposta del provider non è quella di OpenID Connect. Controlla l'issuer.
# $found è l'issuer indicato nel documento.
identity-problem-issuer = Il documento trovato è di un altro issuer: { $found }. Se è quello giusto, usa esattamente quel testo.
identity-problem-keys = Il provider non ha chiavi, oppure algoritmi, che accettiamo. Le firme devono usare una chiave pubblica: RS, PS, ES o EdDSA.
identity-fields = Impostazioni
identity-name = Nome
identity-name-hint = Sta sul pulsante: «Continua con …»
identity-issuer = Issuer
identity-issuer-hint = L'inizio dell'indirizzo del provider, esattamente come nella sua documentazione.
identity-issuer-malformed = Serve un indirizzo come https://id.example.com, senza ? o # alla fine.
identity-issuer-private = Chiamiamo solo indirizzi pubblici tramite https://. Per un provider nella tua rete, indica il suo host nell'impostazione private_identity_hosts.
identity-client = ID client
identity-secret = Segreto del client
identity-secret-hint = Lascia vuoto per un client che non ne ha.
identity-secret-kept = C'è già. Lascia vuoto per mantenerlo.
identity-secret-forget = Dimentica il segreto che c'è
identity-scopes = Scope
identity-scopes-hint = Che cosa si chiede al provider. L'indirizzo e-mail serve per riconoscere le persone la prima volta.
identity-create = Può creare contatti
identity-create-hint = Chi viene identificato dal provider con un indirizzo e-mail confermato riceve un contatto, se non ne ha uno. Solo dove è il single sign-on a decidere chi entra.
identity-state = Attivo o disattivato
identity-disable = Disattiva
identity-disable-why = Nessuno potrà più accedere con questo provider. Dove è il single sign-on a decidere chi entra, chi è noto solo a questo provider viene disconnesso.
identity-enable = Attiva
identity-enable-why = È disattivato: nessuno può usarlo per accedere.

letter-staff-invitation = Invito nella squadra
letter-second-factor = Secondo fattore rimosso

## Entrare nella squadra

join-title = Entra nella squadra
join-hint = { $name } ti ha invitato a rispondere ai clienti. Il tuo ruolo: { $role }.
join-name = Il tuo nome
join-name-hint = I clienti lo vedono accanto alle tue risposte.
join-accept = Entra nella squadra
join-been-here = Ci sei già stato?

## Il secondo passo dell'accesso

step-title = Ancora un passo
step-hint = Stai entrando come { $email }.
step-code = Codice
step-code-hint = Le sei cifre che l'app di autenticazione mostra ora, o uno dei tuoi codici di recupero.
code-wrong = Questo codice non è giusto o è già stato usato. Aspetta il prossimo.
step-back = Ricomincia

## Confermare chi si è

proof-why = Si tratta di chi può fare che cosa, quindi conferma ancora una volta che sei tu.
proof-label = La tua password
proof-hint = O un codice della tua app di autenticazione, se l'hai configurata.

## Il proprio secondo fattore

factor-title = Secondo fattore
factor-off = La sola password apre il tuo account. Con un'app di autenticazione, una password rubata non basta.
factor-on = Attivo
factor-codes-left = { $n ->
    [one] Resta 1 codice di recupero
   *[other] Restano { $n } codici di recupero
}
factor-begin = Configura un'app di autenticazione
factor-scan = Inquadralo con la tua app di autenticazione, o scrivici la chiave qui sotto. Poi scrivi il codice che mostra.
factor-qr-label = Codice QR per la tua app di autenticazione
factor-secret = Chiave
factor-code = Codice
factor-code-hint = Sei cifre, nuove ogni 30 secondi.
factor-confirm = Attiva
factor-new-codes = Crea nuovi codici di recupero
factor-remove = Disattiva
factor-codes = Codici di recupero
factor-codes-made = Questi sono i tuoi codici di recupero. Ognuno apre il tuo account una volta, se non hai più il telefono. Si vedono solo ora: stampali o tienili al sicuro.

## La squadra

people-title = Persone
people-invite = Invita un collega
people-me = tu
people-role = Ruolo
people-seen = Visto
people-never-seen = Non visto di recente
people-active = Attivo
people-disabled = Disattivato
people-second-factor = Secondo fattore
people-back = Torna alle persone
people-invited = Invitati
people-invited-by = Invitato da { $name }
people-until = Fino a
people-expired = Scaduto
people-renew = Crea un nuovo link
people-renew-which = Crea un nuovo link per { $name }
people-withdraw = Ritira
people-withdraw-which = Ritira l'invito di { $name }

invite-title = Invita un collega
invite-hint-mail = Riceve una lettera con un link e sceglie una password. Un link lo ricevi anche tu, se la lettera non arriva.
invite-hint-link = Non parte posta, quindi ricevi un link da consegnare. Lì sceglie una password.
invite-name = Nome
invite-do = Invita
invite-link = Link d'invito
invite-until = Si vede solo ora. Vale una volta, fino al
invite-made-mail = Una lettera è in viaggio. Questo link fa lo stesso:
invite-made-link = Consegna questo link:

person-save-role = Cambia ruolo
person-role-hint = Vale dal suo prossimo clic.
person-last-owner = L'unico proprietario. Prima nominane un altro, poi questo ruolo si può cambiare.
person-access = Accesso
person-access-hint = Chi è disattivato esce subito e non può più entrare. Quello che ha scritto resta.
person-disable = Disattiva
person-enable = Riattiva
person-end-sessions = Fallo uscire ovunque
person-reset = Togli il secondo fattore
person-above = Il suo ruolo è sopra il tuo, quindi qui non puoi cambiare nulla.
person-changed = Fatto.
person-sessions = Entrato
person-sessions-open = { $n ->
    [one] in 1 posto
   *[other] in { $n } posti
}
person-factor-none = Nessuno
person-factor-app = App di autenticazione
person-factor-passkeys = { $n ->
    [one] 1 passkey
   *[other] { $n } passkey
}

letter-email-change = Nuovo indirizzo da confermare
letter-email-changed = Indirizzo cambiato
letter-webhooks = Webhook in pausa

## Un altro indirizzo e-mail

staff-email-new = Nuovo indirizzo e-mail
staff-email-hint = Ci va un link. Quando lo apri, entri con il nuovo indirizzo ed esci da ogni sessione.
staff-email-ask = Invia il link
staff-email-asked = Se l'indirizzo può essere tuo, un link è in viaggio. Funziona una volta sola, per 24 ore.
staff-email-no-mail = Non parte posta, quindi un nuovo indirizzo non si può confermare.
new-email-title = Conferma il tuo nuovo indirizzo
new-email-hint = D'ora in poi entrerai con { $email }. Uscirai da ogni sessione.
new-email-confirm = Usa questo indirizzo

## Passkey

passkeys-title = Passkey
passkeys-hint = Una passkey sul telefono, sul computer o su una chiave di sicurezza ti fa entrare senza password e codice.
passkeys-no-name = Le passkey vogliono un nome di dominio, e questo server si raggiunge con un indirizzo nudo.
passkeys-name = Nome
passkeys-name-hint = Per esempio “Portatile”, per distinguerla.
passkeys-add = Aggiungi una passkey
passkeys-added = Aggiunta
passkeys-used = Usata
passkeys-remove = Togli
passkeys-remove-which = Togli { $name }
passkeys-use = Usa una passkey
passkeys-given-up = Non è andata. Riprova, o usa un altro modo.
passkeys-there = Questo dispositivo ha già una tua passkey: è nell'elenco qui sopra.

## What comes with an installation, until an administrator names it otherwise.
stage-new = Nuovo
stage-contact = In attesa del contatto
stage-us = In attesa di noi
stage-closed = Chiuso
group-invited = Contatti invitati

## A forgotten password
staff-recovery-asked = Se qualcuno del team ha quell'indirizzo, una lettera è in arrivo. Può volerci qualche minuto; guarda anche nello spam.
staff-recovery-no-mail = Da qui non partono ancora lettere, quindi non possiamo inviarti un link. Chi gestisce il server può impostare una nuova password: portico admin set-password.

## Tokens of integrations
tokens-title = Token API
tokens-hint = Un'integrazione accede con uno di questi, come con un'app privata di HubSpot, a questo indirizzo e /crm.
tokens-new = Nuovo token
tokens-new-hint = Dagli solo ciò che serve all'integrazione. Il token si vede una volta sola.
tokens-empty-title = Ancora nessuna integrazione
tokens-empty-text = I programmi scritti per HubSpot funzionano qui: crea un token e cambia il loro indirizzo.
tokens-do = Crea il token
tokens-back = Tutti i token
token-name = Nome
token-name-hint = A che cosa serve, per esempio "Sincronizzazione notturna".
token-scopes = Che cosa può fare
token-scopes-missing = Scegli almeno una voce.
token-days = Validità
token-never = Senza scadenza
token-made = Copia il token adesso: non lo conserviamo e non possiamo mostrarlo di nuovo.
token-secret = Token
token-ending = finisce con { $ending }
token-created = Creato
token-used = Ultimo uso
token-unused = Mai usato
token-until = fino al
token-expires = Valido fino a
token-good = Attivo
token-expired = Scaduto
token-revoked = Revocato
token-revoke = Revoca il token
token-revoke-why = Dalla prossima richiesta non vale più nulla. Non si può annullare.
token-is-revoked = Il token è revocato.
scope-tickets = Leggere e scrivere i ticket
scope-contacts-read = Leggere i contatti
scope-contacts-write = Scrivere i contatti
scope-companies-read = Leggere le aziende
scope-companies-write = Scrivere le aziende
scope-owners-read = Leggere i responsabili
scope-contact-schemas-read = Leggere le proprietà dei contatti
scope-contact-schemas-write = Cambiare le proprietà dei contatti
scope-company-schemas-read = Leggere le proprietà delle aziende
scope-company-schemas-write = Cambiare le proprietà delle aziende
scope-ticket-schemas-read = Leggere proprietà e pipeline dei ticket
scope-ticket-schemas-write = Cambiare proprietà e pipeline dei ticket
scope-conversations-read = Leggere le conversazioni
scope-conversations-write = Rispondere ai clienti e commentare
scope-visitor-tokens = Dire chi è un visitatore
scope-files = Leggere, caricare ed eliminare file
scope-files-read = Leggere file
scope-files-write = Caricare e modificare file
scope-files-delete = Eliminare file
scope-import = Importare file di record
scope-webhooks-read = Leggere i propri webhook
scope-webhooks-write = Configurare i propri webhook
token-scopes-many = { $n ->
    [one] 1 permesso
   *[other] { $n } permessi
  }
token-days-many = { $n ->
    [one] per 1 giorno
   *[other] per { $n } giorni
  }

## Webhook
webhooks-title = Webhook
webhooks-hint = Ogni integrazione può sapere delle modifiche appena avvengono. La riconosci dal suo token.
webhooks-empty-title = Ancora nessuna integrazione
webhooks-empty-text = Crea prima un token per un'integrazione, poi indica dove comunicarle le modifiche.
webhooks-of = Webhook di { $name }
webhook-app-id = App { $id }, in ciò che inviamo e in /webhooks/v3.
webhook-no-target = Da configurare
webhook-on = Attivo
webhook-paused = In pausa
webhook-paused-why = Per circa un giorno nulla è arrivato a destinazione, quindi da allora non inviamo più nulla e ciò che accade ora non verrà inviato dopo. Ciò che era in attesa parte quando riprendi.
webhook-resume = Riprendi
webhook-target = Dove comunicare
webhook-target-first = Indica dove inviare gli eventi. Il segreto con cui sono firmati viene mostrato una sola volta.
webhook-url = Indirizzo di destinazione
webhook-url-hint = Gli eventi arrivano lì con un POST in JSON, firmati come quelli di HubSpot.
webhook-url-private = Chiamiamo solo indirizzi pubblici tramite https://. Per un host nella tua rete, indicalo nell'impostazione private_webhook_hosts.
webhook-url-malformed = Un indirizzo https://, senza nome e password, # o punteggiatura codificata come %2F.
webhook-requests = Richieste contemporanee
webhook-requests-hint = Da 1 a 100.
webhook-save = Salva destinazione
webhook-saved = La destinazione è salvata.
webhook-test = Prova
webhook-test-hint = Invia un evento che non è avvenuto, firmato come tutti gli altri, e mostra la risposta.
webhook-test-send = Invia una prova
webhook-not-allowed = Non chiamato: l'indirizzo, o quello a cui porta il nome, non è pubblico.
webhook-unreachable = Nessuna risposta: { $reason }
webhook-answered = Risposta { $status }
webhook-secret = Segreto del client
webhook-secret-made = Copia ora il segreto del client: non potremo mostrarlo di nuovo.
webhook-secret-hint = Con questo la destinazione verifica che una richiesta sia nostra. Con uno nuovo, quello vecchio non vale più da subito.
webhook-secret-replace = Crea un nuovo segreto
webhook-remove = Rimuovi destinazione
webhook-remove-hint = Spariscono anche le sottoscrizioni, ciò che è in attesa e il registro. Non si può annullare.
webhook-subscriptions = Sottoscrizioni
webhook-subscriptions-none = Per ora non riceve nulla.
webhook-event = Evento
webhook-event-scope = Il token non può leggere questo.
webhook-event-twice = Riceve già questo evento.
webhook-property = Proprietà
webhook-property-hint = Il suo nome interno, per la modifica di una proprietà.
webhook-subscribe = Sottoscrivi
webhook-unsubscribe = Rimuovi
webhook-unsubscribe-which = Rimuovi { $event }
webhook-pause = Metti in pausa
webhook-pause-which = Metti in pausa { $event }
webhook-resume-one = Riprendi
webhook-resume-which = Riprendi { $event }
webhook-deliveries = Invii
webhook-deliveries-none = Negli ultimi giorni non è stato inviato nulla.
webhook-delivery = Invio { $id }
webhook-gathered = Raccolto
webhook-attempts = Tentativi
webhook-answer = Ultima risposta
webhook-answer-body = L'inizio della risposta
webhook-payload = Ciò che viene inviato
webhook-replay = Invia di nuovo
webhook-replayed = Viene inviato di nuovo.
webhook-delivered = Consegnato
webhook-failed = Abbandonato
webhook-waiting = In attesa
webhook-next = prossimo tentativo
webhook-ticket-creation = Viene creato un ticket
webhook-ticket-property = Cambia una proprietà di un ticket
webhook-ticket-association = Un ticket viene associato o non lo è più
webhook-ticket-deletion = Un ticket viene archiviato
webhook-ticket-merge = Un ticket confluisce in un altro
webhook-ticket-restore = Un ticket archiviato è stato ripristinato
webhook-contact-creation = Viene creato un contatto
webhook-contact-property = Cambia una proprietà di un contatto
webhook-contact-association = Un contatto viene associato o non lo è più
webhook-contact-deletion = Un contatto viene archiviato
webhook-contact-merge = Un contatto confluisce in un altro
webhook-contact-restore = Un contatto archiviato è stato ripristinato
webhook-contact-erasure = Un contatto viene cancellato per sempre
webhook-company-creation = Viene creata un'azienda
webhook-company-property = Cambia una proprietà di un'azienda
webhook-company-association = Un'azienda viene associata o non lo è più
webhook-company-deletion = Un'azienda viene archiviata
webhook-company-merge = Un'azienda confluisce in un'altra
webhook-company-restore = Un'azienda archiviata è stata ripristinata
webhook-conversation-creation = Inizia una conversazione
webhook-conversation-message = Viene scritto un messaggio o un commento
webhook-conversation-property = Una conversazione viene assegnata, aperta o chiusa
webhook-conversation-deletion = Una conversazione viene archiviata con il suo ticket
webhook-conversation-erasure = Parole di una conversazione vengono cancellate con chi le ha scritte
webhook-subscriptions-many = { $n ->
    [one] 1 sottoscrizione
   *[other] { $n } sottoscrizioni
  }
webhook-events-many = { $n ->
    [one] 1 evento
   *[other] { $n } eventi
  }
webhook-attempts-many = { $n ->
    [one] 1 tentativo
   *[other] { $n } tentativi
  }

## Importazioni
imports-title = Importazioni
imports-new = Nuova importazione
imports-new-hint = Un file CSV, come lo scrive HubSpot, Zendesk o un foglio di calcolo. Non viene scritto nulla prima dell'avvio.
imports-empty-title = Ancora nessuna importazione
imports-empty-text = Porta aziende, contatti, ticket e i loro messaggi da un altro sistema.
import-command-line = Riga di comando
import-rows-left-out = { $n } tralasciate
import-rows = { $n ->
    [one] { $n } riga
   *[other] { $n } righe
  }
import-companies = Aziende
import-contacts = Contatti
import-tickets = Ticket
import-messages = Messaggi dei ticket
import-associations = Associazioni
import-kind = Che cosa contengono le righe
import-kind-hint = Prima le aziende, poi i contatti, i ticket e i messaggi: così ognuno trova ciò a cui appartiene.
import-file = File
import-file-hint = CSV di al massimo 2 GB: UTF-8, UTF-16 o Windows-1252; virgole, punti e virgola, tabulazioni o barre.
import-file-missing = Scegli un file.
import-file-too-large = Il file supera i 2 GB.
import-upload = Carica
import-who = Importato da
import-when = Dal
import-other-file = Scegli un altro file
import-file-workbook = È una cartella di lavoro di Excel e non un CSV. Salvala prima come CSV.
import-file-pdf = È un PDF e non un CSV.
import-file-compressed = Il file è compresso. Estrailo prima.
import-file-empty = Il file è vuoto: manca la riga d'intestazione.
import-file-no-header = La riga d'intestazione è vuota.
import-file-quote = Riga { $line }: le virgolette aperte qui non vengono mai chiuse.
import-file-zero = Riga { $line }: un byte nullo, quindi non è un file di testo.
import-file-no-text = Riga { $line }: byte che non sono testo nella codifica del file.
import-file-upload = Il caricamento è stato interrotto. Scegli di nuovo il file.
import-file-interrupted = Il comando è stato interrotto. Eseguendolo di nuovo prosegue da lì.
import-file-internal = Qualcosa è andato storto da parte nostra. Il registro dice di più.
import-state-ready = Da avviare
import-state-rehearsing = In prova
import-state-running = In corso
import-state-done = Completata
import-state-failed = Non riuscita
import-state-stopped = Fermata
import-state-undoing = In annullamento
import-state-undone = Annullata
import-preview = Come inizia il file
import-read-as = Letto come { $encoding }, celle separate da { $delimiter }
import-tab = tabulazioni
import-columns = Colonne
import-columns-hint = Le abbiamo indovinate dalle intestazioni. Imposta "Non importare" per ciò che non serve.
import-ignore = Non importare
import-column-number = Colonna { $n }
import-columns-twice = Due colonne sono la stessa proprietà. Lasciane fuori una.
import-needs-company = Una colonna deve essere il nome o il dominio.
import-needs-contact = Una colonna deve essere l'indirizzo e-mail o l'ID.
import-needs-ticket = Una colonna deve essere l'oggetto.
import-needs-message = Una colonna deve essere il numero del ticket.
import-needs-association = Una riga nomina entrambi i record: i tipi e gli ID, in quattro colonne.
import-key = Come si riconoscono i record
import-key-hint = Una riga il cui record esiste già lo modifica; ogni altra ne crea uno.
import-dates = Date
import-dates-hint = 03/04/2024 si legge così dove nessun altro valore della colonna mostra quale numero è il giorno.
import-dates-shown = Come mostrano i valori, altrimenti prima il giorno
import-dates-day = Prima il giorno: 3 aprile
import-dates-month = Prima il mese: 4 marzo
import-key-missing = Nessuna colonna lo contiene.
import-key-company = Dominio, altrimenti ID, altrimenti nome
import-key-contact = Indirizzo e-mail, altrimenti ID
import-key-ticket = ID, altrimenti ciò che dice il ticket
import-key-message = ID, altrimenti ciò che dice il messaggio
import-key-association = Entrambi i record e l’etichetta
import-key-id = ID di dove è stato esportato
import-key-record = Numero qui (le righe senza vengono saltate)
import-start = Avvia l'importazione
import-rehearse = Prova senza scrivere
import-rehearsed = Che cosa succederebbe
import-rehearsed-hint = Non è stato scritto nulla.
import-would-be = Che cosa sarebbe
import-is-rehearsing = Stiamo scoprendo che cosa succederebbe.
import-is-running = L'importazione prosegue da sola: puoi chiudere questa pagina.
import-is-undoing = L'annullamento prosegue da solo: puoi chiudere questa pagina.
import-progress = Avanzamento
related-tickets = Ticket collegati
related-companies = Aziende collegate
related-contacts = Contatti collegati
related-parent = Capogruppo
related-child = Controllata
import-stop = Ferma
import-look-again = Guarda di nuovo
import-counts = Righe
import-of = { $done } di { $total }
import-done = Righe elaborate
import-created = Creati
import-updated = Aggiornati
import-unchanged = Invariati
import-failed = Saltate
import-contacts-beside = Contatti creati insieme
import-companies-beside = Aziende create insieme
import-problems = Che cosa è stato saltato o segnalato
import-problems-more = Questi sono i primi { $n }. Nel file ci sono tutti.
import-problems-file = Scarica tutto come CSV
import-row = Riga
import-column = Colonna
import-value = Valore
import-reason = Motivo
import-reason-empty = La riga è vuota
import-reason-missing = Manca ciò che serve a ogni record
import-reason-ragged = Il numero di celle non è quello dell'intestazione
import-reason-email = Non è un indirizzo e-mail
import-reason-domain = Non è un dominio
import-reason-key = Un altro ticket ha questo ID
import-reason-record = Nessun record qui ha questo numero
import-reason-existing = Questo record esiste già
import-reason-value = Un altro record ha questo valore
import-reason-ticket = Nessun ticket importato ha questo numero
import-reason-visibility = Non dice se i clienti lo vedono: public o internal
import-reason-object = Non è né contatto, né azienda, né ticket
import-reason-label = Nessuna associazione tra questi due tipi ha questa etichetta
import-reason-pair = Un record non si associa a sé stesso
import-reason-not-associated = Questi due non sono associati; di chi è un ticket lo dice un file di ticket
import-reason-circle = L’azienda sarebbe sopra sé stessa
import-reason-not-understood = Non capito; il resto della riga è stato importato
import-note-left-out = Non capito; il valore è stato tralasciato
import-note-date = Non capito; preso come nessuna data
import-note-domain = Non capito; preso come nessun dominio
import-note-pipeline = Non capito; messo nella pipeline predefinita
import-note-first-stage = Non capito; messo nella prima fase
import-note-own-stage = È una fase di un'altra pipeline; messo in quella corrispondente della propria
import-note-closed = Non capito; preso come chiuso, perché c'è una data di chiusura
import-note-priority = Non capito; lasciato senza priorità
import-note-source = Non capito; conservato come proprietà, con origine Modulo
import-note-unassigned = Non è nessuno del team; lasciato senza assegnatario
import-note-cut = Più lungo di quanto si possa tenere; la fine è stata tralasciata
import-note-no-contact = Un nome da solo non è nessuno; associato a nessun contatto
import-note-no-record = Non c'è un record così; non associato
import-reason-again = Una riga precedente dice altro dello stesso record; vale questa
import-reason-undated = Nessuna data; un ticket nuovo qui è stato aperto al momento dell'importazione
import-reason-refused = Il database l'ha rifiutata
import-undo = Annulla
import-undo-why = Ciò che questa importazione ha creato viene archiviato, e ciò che ha modificato torna com'era dove nessuno l'ha cambiato nel frattempo. Ciò che è in uso resta.
import-undo-do = Annulla questa importazione
import-undo-yes = Sì, annulla tutto
import-discard = Elimina questo file
import-discard-why = Non ne è stato importato nulla. Il file e la sua voce nell'elenco spariscono per sempre.
import-discard-yes = Sì, eliminalo
import-go-on = Riprendi
import-go-on-why = Riprende dopo l'ultima riga elaborata. Il file si conserva per una settimana.
import-undo-again = Riprova con ciò che è rimasto
import-undone = { $undone ->
    [one] { $undone } record è stato archiviato o ripristinato.
   *[other] { $undone } record sono stati archiviati o ripristinati.
  }
import-kept = { $kept ->
    [one] { $kept } record resta com'è:
   *[other] { $kept } record restano come sono, tra cui:
  }
import-kept-changed = modificato nel frattempo
import-kept-in-use = in uso
import-kept-answered = nel frattempo qualcuno vi ha scritto
import-kept-account = ha un account
import-kept-gone = non c'è più
import-contact-number = Contatto { $id }
import-company-number = Azienda { $id }
import-ticket-number = Ticket { $id }
import-message-number = Messaggio { $id }
import-property-id = ID
import-property-email = Indirizzo e-mail
import-property-name = Nome completo
import-property-first-name = Nome
import-property-last-name = Cognome
import-property-phone = Telefono
import-property-language = Lingua
import-property-domain = Dominio
import-property-company = Azienda
import-property-company-domain = Dominio dell'azienda
import-property-company-records = Numeri delle aziende qui
import-property-contact-records = Numeri dei contatti qui
import-property-company-ids = ID delle aziende
import-property-primary-company = ID dell'azienda principale
import-property-contact = Contatti
import-property-contact-ids = ID dei contatti
import-property-created = Creato il
import-property-subject = Oggetto
import-property-content = Descrizione
import-property-stage = Stato
import-property-pipeline = Pipeline
import-property-priority = Priorità
import-property-category = Categoria
import-property-source = Origine
import-property-closed = Chiuso il
import-property-last-activity = Ultima attività
import-property-first-response = Prima risposta
import-property-resolution = Soluzione
import-property-owner = Assegnatario
import-property-ticket-id = ID del ticket
import-property-visibility = Pubblico o interno
import-property-direction = In arrivo o in uscita
import-property-text = Testo
import-property-from-object = Tipo del primo record
import-property-from-id = ID del primo record
import-property-to-object = Tipo dell’altro record
import-property-to-id = ID dell’altro record
import-property-label = Etichetta dell’associazione
desk-export = Esporta CSV

# Proprietà aggiunte

desk-ticket-values = Proprietà
property-yes = Sì
property-no = No
property-none = –
property-utc = In UTC.
list-filter = Filtra
list-filter-condition = Condizione { $n }
list-filter-property = Proprietà
list-filter-operator = Confronto
list-filter-value = Valore
list-filter-is = è
list-filter-is-not = non è
list-filter-contains = contiene
list-filter-at-least = è almeno
list-filter-at-most = è al massimo
list-filter-known = è noto
list-filter-unknown = non è noto
list-filter-apply = Applica filtro
list-filter-clear = Togli filtro
list-filter-nothing = Nulla corrisponde a questo filtro.
list-columns = Colonne
list-columns-hint = Mostrate in ogni riga del tuo elenco, { $max } al massimo.

## Archived records

archive-title = Record archiviati
archive-hint = Ciò che un'integrazione ha eliminato e ciò che l'annullamento di un'importazione ha tolto. Un record ripristinato torna con la sua conversazione, le sue persone e i suoi valori.
archive-kinds = Tipi di record
archive-tickets = Ticket
archive-empty = Nessun record archiviato
archive-empty-text = I record eliminati restano qui e si possono ripristinare.
archive-restore = Ripristina
archive-restore-which = Ripristina { $name }
archive-restored = { $name } è di nuovo presente.
archive-address-taken = L'indirizzo { $email } ora è di { $by }. Cambialo prima lì: fino ad allora non viene ripristinato nulla.
archive-value-taken = Il record { $by } ha ora «{ $value }» come { $property }, che non può ripetersi. Cambialo prima lì: fino ad allora non viene ripristinato nulla.
