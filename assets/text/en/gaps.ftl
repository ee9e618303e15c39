gaps-page-matrix = Matrix
gaps-page-similar = Look-alikes
gaps-page-partners = Partners
