//! Words that say nothing about what a text is about, folded, in order. They also tell the language of a text.

/// Dutch.
pub(super) const NL: &[&str] = &[
    "aan", "al", "alle", "als", "bij", "binnen", "d", "daar", "dan", "dat", "de", "deze", "die", "dit", "door", "dus",
    "een", "eigen", "elk", "elke", "en", "er", "gaan", "geen", "haar", "heeft", "het", "hun", "ik", "in", "is", "ja",
    "je", "kan", "krijgen", "krijgt", "kunnen", "maar", "maken", "meer", "met", "mijn", "naar", "niet", "nog", "of",
    "om", "onder", "onze", "ook", "op", "over", "samen", "sinds", "te", "tegen", "tot", "tussen", "uit", "van",
    "vanaf", "veel", "via", "voor", "waar", "waarmee", "wat", "we", "welke", "werd", "wij", "willen", "worden",
    "wordt", "ze", "zelf", "zich", "zij", "zijn", "zo", "zoals", "zodat", "zonder",
];

/// English.
pub(super) const EN: &[&str] = &[
    "a", "about", "across", "after", "all", "also", "among", "an", "and", "are", "as", "at", "be", "between", "by",
    "can", "each", "for", "from", "has", "have", "how", "i", "in", "into", "is", "it", "its", "more", "of", "on",
    "one", "or", "our", "over", "own", "per", "since", "so", "such", "than", "that", "the", "their", "them", "these",
    "they", "this", "those", "through", "to", "towards", "under", "up", "use", "used", "uses", "using", "want", "was",
    "we", "were", "when", "where", "which", "who", "will", "with", "within", "without",
];
