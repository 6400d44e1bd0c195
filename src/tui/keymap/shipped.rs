//! The keymaps that come with the program.

use super::File;

macro_rules! embedded {
    ($($scope:literal)*) => {
        &[$(($scope, include_str!(concat!("../../../keymaps/", $scope, ".toml")))),*]
    };
}

/// Scope and text of each file in `keymaps/`.
const SHIPPED: &[(&str, &str)] = embedded! {
    "agenda" "board" "confirm" "decisions" "due" "editor" "finder" "follow" "form" "global" "list" "live" "minutes"
    "orders" "page" "papers" "pick" "prompt" "reasons" "referral" "referrals" "register" "repair" "requests"
    "rota" "round" "screen" "series" "set" "sitting" "speaking" "text" "tomorrow" "tracker" "waiting" "week"
};

/// The keymap files that come with the program.
pub fn shipped() -> Vec<File> {
    let file = |(scope, text): &(&str, &str)| File {
        scope: (*scope).to_owned(),
        path: format!("keymaps/{scope}.toml"),
        text: (*text).to_owned(),
    };
    SHIPPED.iter().map(file).collect()
}
