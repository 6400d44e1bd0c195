//! Panels: the referral queue and the steps of a referral.

use crate::desk::commands::{PackPrint, ReferralAccept, ReferralSubmit};
use crate::desk::{Command, Gate, role};
use crate::domain::*;
use crate::on;
use crate::tui::action::Action;
use crate::tui::app::Cx;
use crate::tui::layer::{Layer, View, downcast};
use crate::tui::picker::Picker;
use crate::tui::screens::panel::queue::Queue;
use crate::tui::screens::panel::referral::ReferralPage;
use crate::tui::screens::paper::Paper;
use crate::tui::tasks::{panel_referral as tasks, records};

const SCREENS: &[&str] = &["board", "screen"];
const REFERRALS: &[&str] = &["referrals"];

fn in_office(view: &View) -> bool {
    role::OFFICE.contains(&view.here.role)
}

fn works_panels(view: &View) -> bool {
    role::CLERKS.contains(&view.here.role)
}

/// The referral the screen is about: of its page, or under the cursor of the queue.
fn at(layer: &mut dyn Layer) -> Option<(ReferralId, Gate)> {
    if let Some(page) = downcast::<ReferralPage>(layer) {
        return page.view().map(|(view, _)| (page.referral(), view.gate.clone()));
    }
    downcast::<Queue>(layer).and_then(|queue| queue.row()).map(|row| (row.referral, row.gate.clone()))
}

/// Does something with that referral.
fn with(layer: &mut dyn Layer, cx: &mut Cx, act: impl FnOnce(ReferralId, &Gate, &mut Cx)) {
    match at(layer) {
        Some((referral, gate)) => act(referral, &gate, cx),
        None => cx.refuse("there is no referral here"),
    }
}

/// Prints a pack for the sitting the screen is about, or for one that is chosen, and for the member that is chosen then.
fn pack(layer: &mut dyn Layer, cx: &mut Cx, initials: bool) {
    match layer.about().filter(|key| key.kind == Kind::Sitting) {
        Some(key) => whose_pack(cx, SittingId(key.id), initials),
        None => cx.push(Picker::new("Pack: for which sitting?", records(Kind::Sitting), move |offer, _, cx| {
            if let Some(key) = offer.key {
                whose_pack(cx, SittingId(key.id), initials);
            }
        })),
    }
}

fn whose_pack(cx: &mut Cx, sitting: SittingId, initials: bool) {
    cx.push(Picker::new(format!("Pack for {sitting}: whose?"), records(Kind::Professional), move |offer, _, cx| {
        if let Some(key) = offer.key {
            let flag = if initials { " --initials" } else { "" };
            let title = format!("On paper: contactdesk panel pack {sitting} {key}{flag}");
            cx.push(Paper::of(title, PackPrint { sitting, member: ProfessionalId(key.id), initials }));
        }
    }));
}

pub(super) const ACTIONS: &[Action] = &[
    Action::new("go.queue", "goes to what panels are asked for: what it lacks, when papers are due", |_, cx, _| {
        cx.push(Queue::new());
    })
    .within(SCREENS)
    .when(in_office),
    Action::new("referral.take", "takes in a referral to a panel", |_, cx, _| {
        let today = cx.here().now.day;
        cx.push(tasks::take(None, today));
    })
    .within(SCREENS)
    .when(works_panels),
    Action::new("referral.complete", "opens the form of the referral again, with what it said", |layer, cx, _| {
        let today = cx.here().now.day;
        match downcast::<ReferralPage>(layer).map(|page| page.view()) {
            Some(Some((view, names))) => cx.push(tasks::take(Some((&view.referral, names)), today)),
            Some(None) => cx.refuse("the desk has not answered yet"),
            None => match downcast::<Queue>(layer) {
                Some(queue) => queue.complete(cx),
                None => cx.refuse("there is no referral here"),
            },
        }
    })
    .within(REFERRALS)
    .when(works_panels),
    Action::new("referral.submit", "hands the referral in", |layer, cx, _| {
        with(layer, cx, |referral, _, cx| cx.execute("command", Command::from(ReferralSubmit { referral })));
    })
    .within(REFERRALS)
    .when(works_panels),
    Action::new(
        "referral.sign",
        "records that the team manager signed it, or the service manager approved",
        |layer, cx, _| {
            with(layer, cx, |referral, gate, cx| {
                let today = cx.here().now.day;
                cx.push(tasks::sign(referral, gate, today));
            });
        },
    )
    .within(REFERRALS)
    .when(works_panels),
    Action::new("paper.add", "takes a paper down; the first that is missing stands in the form", |layer, cx, _| {
        with(layer, cx, |referral, gate, cx| {
            let now = cx.here().now;
            cx.push(tasks::paper(referral, gate, now));
        });
    })
    .within(REFERRALS)
    .when(works_panels),
    Action::new("referral.accept", "takes the complete referral on: it waits for a sitting", |layer, cx, _| {
        with(layer, cx, |referral, _, cx| cx.execute("command", Command::from(ReferralAccept { referral })));
    })
    .within(REFERRALS)
    .when(works_panels),
    Action::new("referral.return", "sends the referral back with the list of what it lacks", |layer, cx, _| {
        with(layer, cx, |referral, gate, cx| cx.push(tasks::back(referral, gate)));
    })
    .within(REFERRALS)
    .when(works_panels),
    Action::new("referral.late", "records that the chair takes its papers though they were late", |layer, cx, _| {
        with(layer, cx, |referral, _, cx| cx.push(tasks::late(referral)));
    })
    .within(REFERRALS)
    .when(works_panels),
    Action::new("referral.withdraw", "withdraws the referral before it is heard", |layer, cx, _| {
        with(layer, cx, |referral, _, cx| cx.push(tasks::withdraw(referral)));
    })
    .within(REFERRALS)
    .when(works_panels),
    Action::new("referral.decline", "records that a service manager declined it before any panel", |layer, cx, _| {
        with(layer, cx, |referral, _, cx| cx.push(tasks::decline(referral)));
    })
    .within(REFERRALS)
    .when(works_panels),
    Action::new("pack.print", "prints a member's pack for a sitting, without what they may not see", |layer, cx, _| {
        pack(layer, cx, false);
    })
    .within(SCREENS)
    .when(works_panels),
    Action::new("pack.initials", "prints the same with initials only, to be carried about", |layer, cx, _| {
        pack(layer, cx, true);
    })
    .within(SCREENS)
    .when(works_panels),
    on!(Queue, "referral.over", "shows what is over too, or no longer", |queue, cx, _| queue.turn(cx))
        .within(REFERRALS),
];
