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
