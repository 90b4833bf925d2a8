### Lettere, in testo semplice e in HTML.

mail-hello = Ciao { $name },
mail-hello-unnamed = Ciao,
mail-link-plain = Il pulsante non funziona? Apri questo indirizzo:
mail-not-you = Non te lo aspettavi? Puoi ignorarlo: finché nessuno apre il link non succede nulla.

## Un invito a un portale

mail-invitation-subject = Il tuo invito a { $portal }
mail-invitation-lead = Su { $portal } puoi aprire ticket, seguirli e rispondere. Accetta l'invito per entrare.
mail-invitation-action = Accetta l'invito
mail-invitation-until = Il link funziona una volta sola, fino al { $date }.

## Una password dimenticata

mail-reset-subject = Imposta una nuova password per { $portal }
mail-reset-lead = Qualcuno, speriamo tu, ha chiesto una nuova password per { $portal }.
mail-reset-action = Imposta una nuova password
mail-reset-until = Il link funziona una volta sola, per 24 ore.

## Un link per accedere

mail-link-subject = Il tuo link di accesso a { $portal }
mail-link-lead = Con questo link accedi a { $portal }, sul dispositivo in cui lo apri.
mail-link-action = Accedi
mail-link-until = Il link funziona una volta sola, per 15 minuti.

## La password è cambiata

mail-password-subject = La tua password per { $portal } è stata cambiata
mail-password-lead = Il tuo account su { $portal } ha una nuova password. Dovunque altro avevi effettuato l'accesso, ora sei fuori.
mail-password-action = Apri il portale
mail-password-not-you = Non sei stato tu? Imposta subito una nuova password e avvisa il team.

## Ticket

mail-received-subject = Ricevuto: { $subject } (n. { $number })
mail-received-lead = Abbiamo ricevuto la tua richiesta. Il suo numero è { $number }, e dice:
mail-replied-subject = Re: { $subject } (n. { $number })
mail-replied-team = { $author } del team ha risposto:
mail-replied-colleague = { $author } ha scritto in un ticket di cui fai parte:
mail-replied-customer = { $author } ha risposto in un tuo ticket:
mail-attached = { $n ->
    [one] Allegato: { $files }. Lo trovi nella pagina del ticket.
   *[other] Allegati: { $files }. Li trovi nella pagina del ticket.
}
mail-ticket-action = Apri il ticket
mail-ticket-foot = Ricevi questo messaggio perché fai parte di questo ticket su { $portal }.
mail-owner-foot = Ricevi questo messaggio perché il ticket è tuo.

## Registrarsi a un portale

mail-registration-subject = La tua registrazione a { $portal }
mail-registration-lead = Vuoi registrarti a { $portal }. Conferma che questo indirizzo è tuo e continua da lì.
mail-registration-action = Conferma l'indirizzo
mail-already-lead = Qualcuno, speriamo tu, vuole registrarsi a { $portal } con questo indirizzo. Hai già un account.
mail-already-action = Accedi
mail-already-foot = Hai dimenticato la password? La pagina di accesso ti aiuta. Non eri tu? Allora non c'è niente da fare.
mail-approved-subject = Sei dentro: { $portal }
mail-approved-lead = Il team di { $portal } ha guardato la tua registrazione. Ora puoi accedere.

## Lo stato di un ticket. $status è lo stato nelle parole dei clienti.

mail-status-subject = { $status }: { $subject } (n. { $number })
mail-status-lead = Lo stato del tuo ticket n. { $number } ora è «{ $status }».
mail-closed-subject = Chiuso: { $subject } (n. { $number })
mail-closed-lead = Il tuo ticket n. { $number } è chiuso.
mail-closed-reopen = { $days ->
    [one] Manca ancora qualcosa? Per 1 giorno una risposta nel ticket lo riapre.
   *[other] Manca ancora qualcosa? Per { $days } giorni una risposta nel ticket lo riapre.
}
mail-reopened-subject = Di nuovo aperto: { $subject } (n. { $number })
mail-reopened-lead = Il tuo ticket n. { $number } è di nuovo aperto. Il suo stato è «{ $status }».
mail-turn-off = Disattiva i messaggi di questo tipo

## Un invito in attesa

mail-reminder-subject = Il tuo invito a { $portal } è ancora aperto
mail-reminder-lead = Ti abbiamo invitato su { $portal }, dove puoi aprire ticket, seguirli e rispondere. L'invito ti aspetta.

## Una prova della posta

mail-test-subject = Una prova della posta di Portico
mail-test-lead = Questa lettera è arrivata: il server di posta accetta ciò che Portico gli consegna. Non devi fare nulla.
mail-test-action = Torna alle impostazioni
## Un posto nella squadra

mail-team-subject = { $name } ti invita nella squadra
mail-team-lead = { $name } vuole che tu risponda ai clienti insieme alla squadra. Accetta l'invito per entrare.

## Il secondo fattore è stato tolto

mail-factor-subject = Il tuo secondo fattore è stato rimosso
mail-factor-lead = Un amministratore ha rimosso la tua app di autenticazione, i codici di recupero e le passkey. Ora la sola password apre il tuo account, e sei uscito ovunque.
mail-factor-action = Accedi e configuralo di nuovo
mail-factor-not-you = Non l'hai chiesto tu? Avvisa subito il tuo amministratore.
mail-webhooks-subject = I webhook di { $name } sono in pausa
mail-webhooks-lead = Da circa un giorno nulla di ciò che inviamo a { $target } arriva a destinazione, quindi non comunichiamo più le modifiche a { $name }.
mail-webhooks-action = Guarda che cosa non va
mail-webhooks-then = Quello che accade ora non verrà inviato dopo. Ciò che era in attesa parte quando riprendi.

## Un altro indirizzo

mail-email-subject = Conferma il tuo nuovo indirizzo per { $portal }
mail-email-lead = D'ora in poi vuoi usare questo indirizzo su { $portal }. Conferma che è tuo.
mail-email-action = Conferma l'indirizzo
mail-moved-subject = Il tuo indirizzo per { $portal } è stato cambiato
mail-moved-lead = Il tuo account su { $portal } ha ora un altro indirizzo e-mail. Ovunque fossi entrato, ne sei uscito.
mail-moved-action = Accedi con il nuovo indirizzo
mail-moved-not-you = Non sei stato tu? Avvisa subito il team.
