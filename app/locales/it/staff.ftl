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
