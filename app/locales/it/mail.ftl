### Lettere, in testo semplice e in HTML.

mail-hello = Ciao { $name },
mail-link-plain = Il pulsante non funziona? Apri questo indirizzo:
mail-not-you = Non te lo aspettavi? Puoi ignorarlo: finché nessuno apre il link non succede nulla.

## Un invito a un portale

mail-invitation-subject = Il tuo invito a { $portal }
mail-invitation-lead = Su { $portal } puoi aprire ticket, seguirli e rispondere. Scegli una password per entrare.
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
mail-ticket-action = Apri il ticket
mail-ticket-foot = Ricevi questo messaggio perché fai parte di questo ticket su { $portal }.
mail-owner-foot = Ricevi questo messaggio perché il ticket è tuo.

## Un posto nella squadra

mail-team-subject = { $name } ti invita nella squadra
mail-team-lead = { $name } vuole che tu risponda ai clienti insieme alla squadra. Scegli una password per entrare.

## Il secondo fattore è stato tolto

mail-factor-subject = Il tuo secondo fattore è stato rimosso
mail-factor-lead = Un amministratore ha rimosso la tua app di autenticazione, i codici di recupero e le passkey. Ora la sola password apre il tuo account, e sei uscito ovunque.
mail-factor-action = Accedi e configuralo di nuovo
mail-factor-not-you = Non l'hai chiesto tu? Avvisa subito il tuo amministratore.

## Un altro indirizzo

mail-email-subject = Conferma il tuo nuovo indirizzo per { $portal }
mail-email-lead = D'ora in poi vuoi usare questo indirizzo su { $portal }. Conferma che è tuo.
mail-email-action = Conferma l'indirizzo
mail-moved-subject = Il tuo indirizzo per { $portal } è stato cambiato
mail-moved-lead = Il tuo account su { $portal } ha ora un altro indirizzo e-mail. Ovunque fossi entrato, ne sei uscito.
mail-moved-action = Accedi con il nuovo indirizzo
mail-moved-not-you = Non sei stato tu? Avvisa subito il team.
