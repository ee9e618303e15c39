gaps-page-matrix = Matrix
gaps-page-similar = Gelijkaardige projecten
gaps-page-partners = Partners
