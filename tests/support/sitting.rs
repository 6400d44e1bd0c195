//! A panel that sits on the morning of [`NOW`]: nine people, four items, an emergency agreement to ratify.

use super::*;

/// The small service and its Placement panel, sitting today from 08:30; the next sitting is a week on.
pub(crate) fn panel_day() -> Vec<Record> {
    let mut records = small_service();
    records.extend(
        [
            r#"{"professional":{"id":"PR-0001","name":"Priya Nair","post":"head of service"}}"#,
            r#"{"professional":{"id":"PR-0002","name":"Victor Lowe","post":"service manager"}}"#,
            r#"{"professional":{"id":"PR-0003","name":"Hana Bright","agency":"health"}}"#,
            r#"{"professional":{"id":"PR-0004","name":"Edgar Moss","agency":"education"}}"#,
            r#"{"professional":{"id":"PR-0005","name":"Sue Grant","post":"team manager","manages":["Cluster 1"]}}"#,
            r#"{"professional":{"id":"PR-0006","name":"Rita Singh","post":"social worker","team":"Cluster 1"}}"#,
            r#"{"professional":{"id":"PR-0007","name":"Tom Vale","agency":"health"}}"#,
            r#"{"panel":{"id":"PA-0001","name":"Placement panel","sits":"Thu 13:30-16:30","site":"ST-0001","room":"RM-0002",
                "seats":[{"who":"PR-0001","seat":"chair"},{"who":"PR-0002","seat":"vice"},
                {"who":"PR-0003","substitutes":["PR-0007"]},{"who":"PR-0004"},{"who":"PR-0005"}],"limit_week":4000}}"#,
            r#"{"sitting":{"id":"SI-0001","panel":"PA-0001","date":"2026-11-26","start":"08:30","end":"12:00","site":"ST-0001",
                "room":"RM-0002","status":"locked","attendance":[{"who":"PR-0001","reply":"accepted"},
                {"who":"PR-0002","reply":"accepted"},{"who":"PR-0003","reply":"apologies"},{"who":"PR-0004","reply":"accepted"},
                {"who":"PR-0005","reply":"accepted"}]}}"#,
            r#"{"sitting":{"id":"SI-0002","panel":"PA-0001","date":"2026-12-03","start":"13:30","end":"16:30"}}"#,
            r#"{"child":{"id":"CH-0003","name":"Nia Cole","dob":"2014-03-01","case_no":"LCS1003"}}"#,
            r#"{"child":{"id":"CH-0004","name":"Ben Cole","dob":"2017-07-01","case_no":"LCS1004"}}"#,
            r#"{"referral":{"id":"R-0001","child":"CH-0001","panel":"PA-0001","request":"placement_change","what":"a foster home nearer school",
                "team":"Cluster 1","referrer":"Rita Singh","presenter":"PR-0006","status":"listed","contact":"weekly with her mother, carer drives","cost_week":900}}"#,
            r#"{"referral":{"id":"R-0002","child":"CH-0003","panel":"PA-0001","request":"accommodate","what":"accommodate Nia",
                "team":"Cluster 2","referrer":"Jo Park","status":"listed","contact":"twice a week with her father"}}"#,
            r#"{"referral":{"id":"R-0003","child":"CH-0004","panel":"PA-0001","request":"accommodate","what":"accommodate Ben",
                "team":"Cluster 2","referrer":"Jo Park","status":"listed"}}"#,
            r#"{"referral":{"id":"R-0004","child":"CH-0002","panel":"PA-0001","request":"external_placement","what":"a residential school",
                "team":"Cluster 3","referrer":"Al Dunn","status":"listed","cost_week":5200}}"#,
            r#"{"decision":{"id":"DC-0001","child":"CH-0002","panel":"Placement panel","at":"2026-11-21 22:10","what":"two nights with the Bells",
                "reasons":"no parent could be found","decided_by":"Priya Nair","asked_by":"Victor Lowe","emergency":true,"ratify_by":"2026-11-26"}}"#,
            r#"{"agenda_item":{"id":"AI-0001","panel":"PA-0001","sitting":"SI-0001","referrals":["R-0001"],"part":1,"order":0,"start":"08:30","minutes":30,"presenters":["PR-0006"]}}"#,
            r#"{"agenda_item":{"id":"AI-0002","panel":"PA-0001","sitting":"SI-0001","referrals":["R-0002","R-0003"],"part":1,"order":1,"start":"09:00","minutes":30}}"#,
            r#"{"agenda_item":{"id":"AI-0003","panel":"PA-0001","sitting":"SI-0001","sort":"ratification","decision":"DC-0001","children":["CH-0002"],"part":1,"order":2,"start":"09:30","minutes":15}}"#,
            r#"{"agenda_item":{"id":"AI-0004","panel":"PA-0001","sitting":"SI-0001","referrals":["R-0004"],"part":2,"order":0,"start":"10:00","minutes":45}}"#,
        ]
        .map(json),
    );
    records
}
