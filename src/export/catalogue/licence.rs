//! Licences that have an identifier: from the words of a publisher to an IRI.
//!
//! IRIs are those of the EU's list of licences where it has one (DCAT-AP 3.0, controlled vocabularies), that of
//! data.vlaanderen.be for the Flemish model licence, and SPDX's for licences of software.

/// A licence that is known: each lets everybody use what it covers.
#[derive(Debug, PartialEq, Eq)]
pub struct Licence {
    /// Its IRI.
    pub iri: &'static str,
    /// Its Open Definition identifier, as Frictionless wants it.
    pub name: Option<&'static str>,
    /// Its title.
    pub title: &'static str,
    /// Where its text is read.
    pub page: &'static str,
    /// What publishers call it, letters and digits only.
    words: &'static [&'static str],
}

static KNOWN: [Licence; 8] = [
    Licence {
        iri: "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
        name: Some("CC-BY-4.0"),
        title: "Creative Commons Attribution 4.0",
        page: "https://creativecommons.org/licenses/by/4.0/",
        words: &["ccby40", "creativecommonsattribution40", "creativecommonsattribution40international"],
    },
    Licence {
        iri: "http://publications.europa.eu/resource/authority/licence/CC_BYSA_4_0",
        name: Some("CC-BY-SA-4.0"),
        title: "Creative Commons Attribution-ShareAlike 4.0",
        page: "https://creativecommons.org/licenses/by-sa/4.0/",
        words: &[
            "ccbysa40",
            "creativecommonsattributionsharealike40",
            "creativecommonsattributionsharealike40international",
        ],
    },
    Licence {
        iri: "http://publications.europa.eu/resource/authority/licence/CC0",
        name: Some("CC0-1.0"),
        title: "Creative Commons CC0 1.0",
        page: "https://creativecommons.org/publicdomain/zero/1.0/",
        words: &["cc0", "cc010", "creativecommonszero", "creativecommonszero10", "creativecommonscc010"],
    },
    Licence {
        iri: "http://publications.europa.eu/resource/authority/licence/ODC_BL",
        name: Some("ODbL-1.0"),
        title: "Open Data Commons Open Database License 1.0",
        page: "https://opendatacommons.org/licenses/odbl/1-0/",
        words: &["odbl", "odbl10", "opendatacommonsopendatabaselicense10", "opendatabaselicense10"],
    },
    Licence {
        iri: "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0",
        name: None,
        title: "Modellicentie Gratis Hergebruik Vlaanderen 1.0",
        page: "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0",
        words: &[
            "modellicentiegratishergebruik",
            "modellicentiegratishergebruik10",
            "modellicentiegratishergebruikv10",
            "modellicentiegratishergebruikvlaanderen10",
        ],
    },
    Licence {
        iri: "https://spdx.org/licenses/MIT",
        name: Some("MIT"),
        title: "MIT License",
        page: "https://opensource.org/license/mit",
        words: &["mit", "mitlicense"],
    },
    Licence {
        iri: "https://spdx.org/licenses/Apache-2.0",
        name: Some("Apache-2.0"),
        title: "Apache License 2.0",
        page: "https://www.apache.org/licenses/LICENSE-2.0",
        words: &["apache20", "apachelicense20"],
    },
    Licence {
        iri: "https://spdx.org/licenses/LGPL-3.0-or-later",
        name: Some("LGPL-3.0-or-later"),
        title: "GNU Lesser General Public License 3.0 or later",
        page: "https://www.gnu.org/licenses/lgpl-3.0.html",
        words: &["lgpl30orlater", "gnulessergeneralpubliclicense30orlater"],
    },
];

/// The licences that these words name, and whether they name no other.
pub fn read(words: &str) -> (Vec<&'static Licence>, bool) {
    let same = |address: &str| address.trim_end_matches('/') == words.trim().trim_end_matches('/');
    if let Some(licence) = KNOWN.iter().find(|licence| same(licence.iri) || same(licence.page)) {
        return (vec![licence], true);
    }
    let parts = words.split([';', '/']).map(plain).filter(|part| !part.is_empty());
    let found: Vec<Option<&Licence>> = parts.map(|part| find(&part)).collect();
    let is_whole = !found.is_empty() && found.iter().all(Option::is_some);
    (found.into_iter().flatten().collect(), is_whole)
}

fn find(part: &str) -> Option<&'static Licence> {
    KNOWN.iter().find(|licence| licence.words.contains(&part))
}

fn plain(part: &str) -> String {
    part.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(words: &str) -> (Vec<&'static str>, bool) {
        let (found, is_whole) = read(words);
        (found.into_iter().map(|licence| licence.title).collect(), is_whole)
    }

    #[test]
    fn licences_are_known_by_the_words_of_publishers() {
        assert_eq!(names("CC BY 4.0"), (vec!["Creative Commons Attribution 4.0"], true));
        assert_eq!(names("CC0").0, ["Creative Commons CC0 1.0"]);
        assert_eq!(names("https://creativecommons.org/licenses/by/4.0").0, ["Creative Commons Attribution 4.0"]);
        let (model, is_whole) = names("Modellicentie Gratis Hergebruik Vlaanderen 1.0");
        assert_eq!((model.len(), is_whole), (1, true));
        assert_eq!(names("MIT License; Apache License 2.0"), (vec!["MIT License", "Apache License 2.0"], true));
    }

    #[test]
    fn what_is_doubted_or_unknown_is_no_licence() {
        assert_eq!(names("Modellicentie Gratis Hergebruik Vlaanderen 1.0 (not verified)"), (vec![], false));
        assert_eq!(names("not verified: see the publisher"), (vec![], false));
        assert_eq!(names(""), (vec![], false));
        assert_eq!(names("CC BY"), (vec![], false), "of no version");
        let (found, is_whole) = names("Creative Commons Attribution 4.0; Statbel open data: free reuse");
        assert_eq!((found.len(), is_whole), (1, false));
        assert!(!names("ODbL 1.0 / DbCL 1.0").1);
    }
}
