//! One-time links, as a property: each opens the door that it was made for, at its own portal, in exactly its own words,
//! while it is good. Whatever else is typed, pasted, cut off or made up opens nothing.

use domain::PortalPlace;
use domain::testing::{PASSWORD, World, email, settings};
use model::access::{AccessMode, Registrant, SignInMethods};
use model::contacts::{ContactFields, Contacts};
use model::letters::Content;
use model::people::{OwnAccount, OwnStaffAccount, PortalDoor, Role, StaffDoor};
use model::portals::{Portals, TicketPermission};
use model::second_factor::OwnSecondFactor;
use model::staff::{NewColleague, Staff};
use model::{Fault, Refusal, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::doors::token_of;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Invitation,
    Reset,
    SignIn,
    Registration,
    Email,
    StaffInvitation,
    StaffReset,
    StaffEmail,
    /// Read by nothing: whatever reads it spends it.
    View,
}

use Purpose::{Email, Invitation, Registration, Reset, SignIn, StaffEmail, StaffInvitation, StaffReset, View};

const READ: [Purpose; 8] = [Invitation, Reset, SignIn, Registration, Email, StaffInvitation, StaffReset, StaffEmail];

/// What became of a token on its way.
#[derive(Clone, Debug)]
enum Way {
    Whole,
    OtherCase(usize),
    CutTo(usize),
    Doubled,
    Blank { before: bool, character: char },
    Another { at: usize, character: char },
    Longer(char),
    MadeUp(String),
}

impl Way {
    fn of(&self, token: &str) -> String {
        let with = |at: usize, change: &dyn Fn(char) -> char| -> String {
            token.chars().enumerate().map(|(place, letter)| if place == at { change(letter) } else { letter }).collect()
        };
        match self {
            Self::Whole => token.to_owned(),
            Self::OtherCase(at) => with(*at, &|letter| {
                if letter.is_ascii_lowercase() { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() }
            }),
            Self::CutTo(length) => token.chars().take(*length).collect(),
            Self::Doubled => format!("{token}{token}"),
            Self::Blank { before: true, character } => format!("{character}{token}"),
            Self::Blank { before: false, character } => format!("{token}{character}"),
            Self::Another { at, character } => with(*at, &|_| *character),
            Self::Longer(character) => format!("{token}{character}"),
            Self::MadeUp(text) => text.clone(),
        }
    }
}

fn ways() -> impl Strategy<Value = Way> {
    let blank = prop::sample::select(vec![' ', '\t', '\n', '\0', '\u{a0}', '\u{200b}']);
    prop_oneof![
        3 => Just(Way::Whole),
        2 => (0..43_usize).prop_map(Way::OtherCase),
        1 => (0..43_usize).prop_map(Way::CutTo),
        1 => Just(Way::Doubled),
        1 => (any::<bool>(), blank).prop_map(|(before, character)| Way::Blank { before, character }),
        1 => (0..43_usize, any::<char>()).prop_map(|(at, character)| Way::Another { at, character }),
        1 => any::<char>().prop_map(Way::Longer),
        1 => "[A-Za-z0-9_-]{43}|.{0,60}|%|null|undefined|0".prop_map(Way::MadeUp),
    ]
}

/// Two portals, and a link of every kind.
struct Doors {
    world: World,
    places: [PortalPlace; 2],
    links: Vec<(Purpose, String)>,
}

impl Doors {
    async fn new() -> Self {
        let settings = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
        let world = World::with_settings(TicketPermission::Company, settings).await;
        let admin = world.user_desk("admin").await;
        let second = world.second_portal("second").await;
        for portal in [world.portal, second] {
            let groups = admin.portal(portal).await.unwrap().groups;
            let methods = SignInMethods { magic_link: true, ..SignInMethods::default() };
            admin.save_access(portal, AccessMode::Register, &groups, methods).await.unwrap();
        }
        let places = [world.place().await, world.place_at("second").await];
        let mut links = by_hand(&world).await;
        ask(&world, &places[0]).await;
        while let Some(letter) = world.portico.next_letter().await.unwrap() {
            links.extend(link_of(&letter.content).map(|(purpose, link)| (purpose, token_of(link).to_owned())));
            world.portico.letter_sent(letter.id).await.unwrap();
        }
        Self { world, places, links }
    }

    /// What the door of `purpose` says to the words.
    async fn says(&self, purpose: Purpose, portal: usize, words: &str) -> Result<(), Fault> {
        let (place, staff) = (&self.places[portal], self.world.portico.staff_door());
        match purpose {
            Invitation => place.invitation(words).await.map(drop),
            Reset => place.reset_link(words).await.map(drop),
            SignIn => place.sign_in_link(words).await.map(drop),
            Registration => place.registration_link(words).await.map(drop),
            Email => place.email_link(words).await.map(drop),
            View => place.begin_view(words).await.map(drop),
            StaffInvitation => staff.staff_invitation(words).await.map(drop),
            StaffReset => staff.staff_reset_link(words).await.map(drop),
            StaffEmail => staff.staff_email_link(words).await.map(drop),
        }
    }
}

/// Links that staff are given.
async fn by_hand(world: &World) -> Vec<(Purpose, String)> {
    let (agent, admin) = (world.user_desk("agent").await, world.user_desk("admin").await);
    let fields = ContactFields { email: "eva@example.com".into(), first_name: "Eva".into(), ..Default::default() };
    let eva = agent.create_contact(&fields).await.unwrap();
    let invitation = agent.invite(world.portal, eva).await.unwrap().link;
    let view = agent.view_as(world.portal, world.contact("ana")).await.unwrap();
    admin.prove(PASSWORD).await.unwrap();
    let new = NewColleague { email: "nina@example.com".into(), name: "Nina".into(), role: Role::Agent };
    let colleague = admin.invite_colleague(&new).await.unwrap().link;
    admin.ask_staff_email_change("ada.new@example.com").await.unwrap();
    let links = [(Invitation, invitation), (View, view), (StaffInvitation, colleague)];
    links.map(|(purpose, link)| (purpose, token_of(&link).to_owned())).into()
}

/// Has the others mailed.
async fn ask(world: &World, place: &PortalPlace) {
    place.ask_reset(&email("ana")).await.unwrap();
    place.ask_sign_in_link(&email("bruno")).await.unwrap();
    let new =
        Registrant { email: "dora@new.example".into(), first_name: "Dora".into(), last_name: "Durand".into(), consent: None };
    place.register(&new).await.unwrap();
    world.contact_desk("carla").await.ask_email_change("carla.new@example.com", PASSWORD).await.unwrap();
    world.portico.staff_door().ask_staff_reset(&email("colleague")).await.unwrap();
}

fn link_of(content: &Content) -> Option<(Purpose, &str)> {
    match content {
        Content::Reset { link } if link.contains("/sign-in/") => Some((StaffReset, link)),
        Content::Reset { link } => Some((Reset, link)),
        Content::SignInLink { link } => Some((SignIn, link)),
        Content::Registration { link, .. } => Some((Registration, link)),
        Content::EmailChange { link } if link.contains("/sign-in/") => Some((StaffEmail, link)),
        Content::EmailChange { link } => Some((Email, link)),
        _ => None,
    }
}

fn is_of_staff(purpose: Purpose) -> bool {
    matches!(purpose, StaffInvitation | StaffReset | StaffEmail)
}

#[test]
fn a_link_opens_its_own_door_in_its_own_words_and_nothing_else_opens_one() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let doors = runtime.block_on(Doors::new());
    for purpose in READ {
        let (_, token) = doors.links.iter().find(|(made, _)| *made == purpose).unwrap_or_else(|| panic!("no link: {purpose:?}"));
        assert_eq!(runtime.block_on(doors.says(purpose, 0, token)), Ok(()), "{purpose:?} opens its door");
    }
    let config = Config { cases: 600, failure_persistence: None, ..Config::default() };
    let links = prop::sample::select(doors.links.clone());
    // The address of a look is read by spending it, so only what is not one is tried there.
    let cases = (links, prop::sample::select(READ.to_vec()), any::<bool>(), 0..2_usize, ways());
    let outcome = TestRunner::new(config).run(&cases, |((made, token), other, own, portal, way)| {
        let door = if own { made } else { other };
        let words = way.of(&token);
        let opens = made == door && words == token && (portal == 0 || is_of_staff(door));
        if door == View && opens {
            return Ok(());
        }
        let said = runtime.block_on(doors.says(door, portal, &words));
        let expected = if opens { Ok(()) } else { Err(Fault::Refused(Refusal::LinkInvalid)) };
        prop_assert_eq!(said, expected, "{:?} at the door of {:?}, portal {}: {:?}", made, door, portal, words);
        Ok(())
    });
    outcome.unwrap();

    doors.world.advance(8 * Timestamp::DAY);
    for (purpose, token) in &doors.links {
        let said = runtime.block_on(doors.says(*purpose, 0, token));
        assert_eq!(said, Err(Fault::Refused(Refusal::LinkInvalid)), "{purpose:?} after its time");
    }
    runtime.block_on(async { drop(doors) });
}
