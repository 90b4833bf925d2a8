### Parole della configurazione, dell'amministrazione e del desk.

role-agent = Operatore
role-admin = Amministratore
role-owner = Proprietario

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
access-sso-hint = Decide il tuo provider di identità.

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
nav-admin = Amministrazione
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
access-register-note = La pagina di registrazione arriva con la posta, in una versione futura. Fino ad allora si entra con un link di invito.
access-sso-note = Arriva in una versione futura.
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
method-magic-link-hint = Un link via e-mail al posto della password. Richiede la posta, che arriva in una versione futura.
method-sso-hint = Con gli account che le persone hanno già. Arriva in una versione futura.
methods-missing = Scegli almeno un modo per accedere.
portal-link = Link del portale
portal-open = Apri il portale

## Collegare un dominio e dimostrarne il possesso

connect-title = Collega un dominio
connect-host = Dominio
connect-host-hint = Un tuo nome di dominio, senza «https://».
connect-submit = Collega dominio
proof-title = Dimostra che { $host } è tuo
proof-create = Dove gestisci questo dominio, crea un record TXT:
proof-name = Nome
proof-value = Valore
proof-point-name = E fai in modo che { $host } porti a questo server, con un record CNAME:
proof-point-address = E fai in modo che { $host } porti a questo server, con un record A:
proof-target = Destinazione { $kind }
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
done-why = i clienti possono aprirlo da subito. Condividi il link, oppure invita le persone una per una.
done-open-title = Che cosa resta da fare
done-state-next = Adesso
done-state-done = Fatto
done-state-later = Più avanti
done-invite = Invita il tuo primo cliente
done-invite-hint = Apri un contatto e crea un link di invito.
done-mail = Posta elettronica
done-mail-hint = Arriva in una versione futura. Fino ad allora consegni tu i link di invito.
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
