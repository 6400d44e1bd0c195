//! `setting.set`: one setting of the service.

use super::*;

/// Sets a setting; an empty value brings the default back.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SettingSet {
    /// Its name.
    pub name: Name,
    /// Its value, as text.
    #[serde(default)]
    pub value: Name,
}

impl Decide for SettingSet {
    fn decide(&self, known: &Known) -> Result<Decided, Refusal> {
        let spec = settings::SETTINGS.iter().find(|s| s.name == &*self.name).ok_or_else(|| {
            Refusal::new(crate::desk::No::NotFound, format!("there is no setting called {}", civil::quoted(&self.name)))
                .hinted("contactdesk settings lists them")
        })?;
        let value = if self.value.is_empty() { spec.default } else { &*self.value };
        settings::check(spec.name, value).map_err(|why| Refusal::usage("value", format!("{} {why}", spec.name)))?;
        let value = Name::new(value).map_err(|why| Refusal::usage("value", why.to_string()))?;
        let old = known.diary.all::<Setting>().find(|s| s.name == self.name);
        let change = match old {
            Some(old) if old.value == value => {
                return Err(Refusal::usage("value", format!("{} is {value} already", spec.name)));
            }
            Some(old) => Change::of(old.clone(), Setting { value, ..old.clone() }),
            None if value == Name::new(spec.default).unwrap_or_default() => {
                return Err(Refusal::usage("value", format!("{} is {value} already", spec.name)));
            }
            None => Change::new(Setting {
                id: SettingId(known.diary.head.next(Kind::Setting)),
                name: self.name.clone(),
                value,
                life: Life::Open,
            }),
        };
        Ok(Decided::one(change))
    }

    fn args(&self) -> String {
        crate::codec::json(self)
    }
}
