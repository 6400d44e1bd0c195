//! Invented people of Leicester. Any likeness to someone living is chance; telephone numbers are from the ranges kept
//! free for drama (0116 496 0xxx, 07700 900xxx), streets do not exist.

use super::rng::Rng;
use crate::domain::{Name, Note};

/// Where a family's names, language and observance come from.
pub(super) struct Heritage {
    /// In the family's words.
    pub(super) ethnicity: &'static str,
    /// First language.
    pub(super) language: &'static str,
    pub(super) religion: &'static str,
    pub(super) diet: &'static str,
    /// Festivals to work around.
    pub(super) observance: &'static str,
    pub(super) women: &'static [&'static str],
    pub(super) men: &'static [&'static str],
    pub(super) surnames: &'static [&'static str],
}

const ENGLISH: Heritage = Heritage {
    ethnicity: "White British",
    language: "English",
    religion: "",
    diet: "",
    observance: "",
    women: &["Kelly", "Amber", "Lauren", "Chloe", "Jade", "Sophie", "Megan", "Ellie", "Poppy", "Ruby", "Leah", "Daisy"],
    men: &["Jack", "Ryan", "Theo", "Liam", "Callum", "Alfie", "Jordan", "Kyle", "Oscar", "Reece", "Mason", "Toby"],
    surnames: &[
        "Smith",
        "Taylor",
        "Hallam",
        "Freer",
        "Orton",
        "Wragg",
        "Cotterill",
        "Bott",
        "Measures",
        "Tebbutt",
        "Wykes",
    ],
};
const GUJARATI: Heritage = Heritage {
    ethnicity: "Indian, Gujarati",
    language: "Gujarati",
    religion: "Hindu",
    diet: "vegetarian",
    observance: "Diwali, Navratri evenings",
    women: &["Priya", "Meera", "Hetal", "Nisha", "Kavita", "Asmita", "Dhara", "Riya", "Jalpa", "Isha"],
    men: &["Nikhil", "Jay", "Hitesh", "Kunal", "Dev", "Mitesh", "Rohan", "Parth", "Aarav", "Vivek"],
    surnames: &["Patel", "Solanki", "Chauhan", "Mistry", "Parmar", "Vaghela", "Desai"],
};
const PUNJABI: Heritage = Heritage {
    ethnicity: "Indian, Punjabi",
    language: "Punjabi",
    religion: "Sikh",
    diet: "no beef",
    observance: "Vaisakhi, Bandi Chhor Divas",
    women: &["Harpreet", "Simran", "Jasleen", "Gurdeep", "Manpreet", "Amrit", "Kiran", "Navneet"],
    men: &["Arjan", "Jaspal", "Gurpreet", "Balraj", "Kuldeep", "Sukhi", "Harman", "Inder"],
    surnames: &["Singh", "Kaur Gill", "Sandhu", "Dhillon", "Bains", "Sangha"],
};
const SOMALI: Heritage = Heritage {
    ethnicity: "Black African, Somali",
    language: "Somali",
    religion: "Muslim",
    diet: "halal",
    observance: "Ramadan, both Eids, Friday midday prayer",
    women: &["Hodan", "Amina", "Fadumo", "Sahra", "Ifrah", "Zamzam", "Hibo", "Ayaan"],
    men: &["Abdi", "Yusuf", "Liban", "Guled", "Mahad", "Zakariya", "Bilal", "Warsame"],
    surnames: &["Warsame", "Abdi", "Farah", "Hassan", "Jama", "Osman"],
};
const POLISH: Heritage = Heritage {
    ethnicity: "White Polish",
    language: "Polish",
    religion: "Roman Catholic",
    diet: "",
    observance: "Wigilia on 24 December",
    women: &["Kasia", "Agnieszka", "Zofia", "Małgorzata", "Oliwia", "Maja", "Żaneta"],
    men: &["Łukasz", "Paweł", "Michał", "Kacper", "Jakub", "Szymon", "Wojciech"],
    surnames: &["Nowak", "Wójcik", "Żak", "Kowalczyk", "Łoś", "Dąbrowski"],
};
const CARIBBEAN: Heritage = Heritage {
    ethnicity: "Black Caribbean",
    language: "English",
    religion: "Pentecostal",
    diet: "",
    observance: "",
    women: &["Amara", "Shanice", "Tiana", "Zuri", "Keisha", "Monique", "Renée"],
    men: &["Delroy", "Tyrell", "Marlon", "Jermaine", "André", "Kofi", "Rio"],
    surnames: &["Campbell", "Francis", "Grant", "Bogle", "Cole", "St. Clair"],
};
const IRISH: Heritage = Heritage {
    ethnicity: "White Irish",
    language: "English",
    religion: "Roman Catholic",
    diet: "",
    observance: "",
    women: &["Niamh", "Síle", "Róisín", "Aoife", "Bríd", "Caoimhe"],
    men: &["Seán", "Pádraig", "Oisín", "Ciarán", "Tadhg", "Donnchadh"],
    surnames: &["O’Brien", "Ní Dhomhnaill", "McDonagh", "Ward", "Quilligan"],
};
const YORUBA: Heritage = Heritage {
    ethnicity: "Black African, Nigerian",
    language: "Yoruba",
    religion: "Anglican",
    diet: "",
    observance: "",
    women: &["Ọ̀rẹ́", "Títí", "Fúnmi", "Adé", "Ìfẹ́", "Tèmi"],
    men: &["Táyọ̀", "Fẹ́mi", "Ṣeun", "Kúnlé", "Dàpọ̀", "Wálé"],
    surnames: &["Adébáyọ̀", "Ògúnlọlá", "Akíndélé", "Balógun"],
};

/// Roughly the city's children: nearing half are not white British.
pub(super) const HERITAGES: [(usize, &Heritage); 8] = [
    (44, &ENGLISH),
    (17, &GUJARATI),
    (9, &PUNJABI),
    (8, &SOMALI),
    (8, &POLISH),
    (7, &CARIBBEAN),
    (4, &IRISH),
    (3, &YORUBA),
];

/// The languages for which a family asks for an interpreter and some officer understands.
pub(super) fn spoken_by_staff(heritage: &Heritage) -> bool {
    matches!(heritage.language, "Gujarati" | "Punjabi" | "Polish" | "Somali")
}

/// People who work for the council, schools or courts and are only a name.
pub(super) const WORKERS: [&str; 18] = [
    "Joanne Biggs",
    "Manish Raval",
    "Gemma Stokes",
    "Farida Begum",
    "Peter Inskip",
    "Temi Bankole",
    "Ruth Abney",
    "Darren Coe",
    "Sukhdev Rai",
    "Alison Peake",
    "Nadia Rahman",
    "Colm Geary",
    "Bhavna Joshi",
    "Kate Ludlam",
    "Ewan Mair",
    "Shazia Mir",
    "Helen Toone",
    "Grace Mbeki",
];

/// Teams.
pub(super) const TEAMS: [&str; 5] = [
    "Looked After Children East",
    "Looked After Children West",
    "Court and Permanence",
    "Duty and Assessment",
    "Disabled Children",
];

const STREETS: [&str; 16] = [
    "Lantern Row",
    "Saddlers Rise",
    "Quillon Street",
    "Wharfinger Close",
    "Old Framework Yard",
    "Bobbin Lane",
    "Thrush Holt",
    "Cinder Walk",
    "Stockinger Road",
    "Maltby Fold",
    "Heronsgate",
    "Tanners Reach",
    "Bellfounders Way",
    "Marlpit Gardens",
    "Corah Mews",
    "Elastic Street",
];

/// A name; those invented here all fit.
pub(super) fn name(text: impl AsRef<str>) -> Name {
    Name::new(text).unwrap_or_default()
}

/// A note; those invented here all fit.
pub(super) fn note(text: impl AsRef<str>) -> Note {
    Note::new(text).unwrap_or_default()
}

/// A telephone number nobody has.
pub(super) fn phone(rng: &mut Rng) -> Name {
    if rng.percent(70) {
        name(format!("07700 900{:03}", rng.below(1000)))
    } else {
        name(format!("0116 496 0{:03}", rng.below(1000)))
    }
}

/// A street address nobody has, without a full postcode.
pub(super) fn address(rng: &mut Rng, town: &str, area: &str) -> Note {
    note(format!("{} {}\n{town} {area}", rng.between(1, 180), rng.pick(&STREETS)))
}

/// What a child is called, where it is not the first name.
pub(super) fn known_as(rng: &mut Rng, first: &str) -> Name {
    let short: String = first.chars().take(3).collect();
    if first.is_ascii() && first.len() > 5 && rng.percent(40) { name(short) } else { name(first) }
}
