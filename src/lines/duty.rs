//! Findings about the staff's time, the dates of families, and who answers for a journey, in a sentence.

use super::Speak;
use super::finding::{until, way};
use crate::domain::*;

/// What stands in the way for want of time, colleagues or somebody's word.
pub(super) fn duty(what: &What, speak: Speak) -> Option<String> {
    Some(match what {
        What::Appointment { who, sort, last, until: to, .. } => {
            let name = speak.of(*who);
            match sort {
                AppointmentSort::Festival => format!("{name} keeps a festival; last day {}", said::long(*last)),
                AppointmentSort::Holiday => format!("{name} is on holiday; last day {}", said::long(*last)),
                AppointmentSort::Other => format!("{name} has another date {}", until(*to)),
                sort => format!("{name} has {} {}", said::a(sort.said()), until(*to)),
            }
        }
        What::LongDay { officer, duty_min, hours_min } => format!(
            "{}'s day comes to {} with travel and a break, and they work {}",
            speak.of(*officer),
            said::duration(u32::from(*duty_min)),
            said::duration(u32::from(*hours_min))
        ),
        What::LongWeek { officer, duty_min, hours_min } => format!(
            "{}'s week comes to {} with travel and writing up, and they have {}",
            speak.of(*officer),
            said::duration(u32::from(*duty_min)),
            said::duration(u32::from(*hours_min))
        ),
        What::AloneOnSite { officer, site, during } => format!(
            "{} would be the only member of staff at {} {during}: a colleague has to be there",
            speak.of(*officer),
            speak.of(*site)
        ),
        What::RiskNextDoor { by, room } => {
            format!(
                "{} is in {} next door in the same half of the day, and both are of high risk",
                speak.session(*by),
                speak.of(*room)
            )
        }
        What::NoReceiver { direction } => {
            format!("nobody is named who takes the children over at the end, {}", way(*direction))
        }
        What::NotAuthorised { child, mode, direction } => format!(
            "{} would come by {} {}, which is not how the arrangement has it: say who authorised it",
            speak.of(*child),
            mode.said(),
            way(*direction)
        ),
        What::LongJourney { direction, minutes, needed } => {
            format!("the journey {} has {minutes} minutes and takes {needed} with its breaks", way(*direction))
        }
        _ => return None,
    })
}
