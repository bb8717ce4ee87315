"""Which keys hold what: the names that people and publishers give to the fields of a paper.

A key counts without its case and without what is no letter or digit, so that ``publication_date``, ``publicationDate``
and ``Publication Date`` are one. Of several keys that hold one field, the one that stands first here is believed.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FOLDED = re.compile(r"[\W_]+")

KEYS: dict[str, tuple[str, ...]] = {
    "paper_id": ("paper_id",),
    "id": ("id", "_id", "identifier", "identifiers", "key", "uid", "entry_id", "record_id", "paper"),
    "title": (
        *("title", "paper_title", "article_title", "document_title", "display_name", "titles", "ti", "dc:title"),
        *("full_title", "publication_title_en", "name_of_paper", "headline"),
    ),
    "abstract": (
        *("abstract", "summary", "abstract_text", "paper_abstract", "abstract_note", "abstracts", "summaries", "ab"),
        *("dc:description", "description", "short_abstract", "abstract_en"),
    ),
    "published": (
        *("published", "publication_date", "published_at", "published_date", "date_published", "publish_date"),
        *("date", "pub_date", "cover_date", "issued", "publicationdate", "release_date", "submitted_date"),
        *(
            "date_of_publication",
            "submission_date",
            "date_added_to_arxiv",
            "first_published",
            "created",
            "created_date",
        ),
        *("create_date", "dc:date", "submitted", "publish_time", "cdate"),
    ),
    "year": ("year", "publication_year", "pub_year", "published_year", "py", "year_of_publication", "year_published"),
    "authors": (
        *("authors", "author", "author_names", "author_name", "authors_list", "author_list", "author_full_names"),
        *("creators", "creator", "dc:creator", "au", "af", "authors_parsed", "writers", "by", "author_string"),
    ),
    "author_count": ("author_count", "num_authors", "n_authors", "number_of_authors", "authors_count"),
    "organization": (
        *("organization", "organisation", "org", "institution", "institutions", "affiliation", "affiliations"),
        *("author_affiliations", "organizations"),
    ),
    "comments": ("comments", "num_comments", "comment_count", "n_comments", "comments_count"),
    "upvotes": ("upvotes", "votes", "likes", "num_upvotes", "upvote_count"),
    "url": (
        *("url", "link", "paper_url", "abs_url", "url_abs", "abstract_url", "arxiv_url", "landing_page_url", "href"),
        *("source_url", "article_url", "page_url", "permalink", "web_url", "paper_link", "pdf_url", "url_pdf", "pdf"),
        *("pdf_link", "doi_url"),
    ),
    "venue": (
        *("venue", "journal", "journal_name", "booktitle", "container_title", "publication_title", "source_title"),
        *("conference", "conference_name", "proceeding", "proceedings", "journal_book", "journal_ref", "so"),
        *("publication_name", "journal_title", "published_in", "publication", "venue_name"),
    ),
    "references": (
        *("references", "referenced_works", "refs", "reference_ids", "bibliography", "out_citations", "cites"),
        *("cited_papers", "outbound_citations", "references_ids", "reference"),
    ),
    "reference_count": (
        "reference_count",
        "num_references",
        "n_references",
        "references_count",
        "cited_reference_count",
    ),
    "cited_by_count": (
        *("cited_by_count", "citation_count", "citations_count", "num_citations", "n_citations", "n_citation"),
        *("num_cited_by", "cited_by", "times_cited", "times_cited_all_databases", "article_citation_count", "tc"),
        *("citation_num", "cite_count", "citations"),
    ),
    "status": ("status",),
    "retracted": ("is_retracted", "retracted"),
    "withdrawn": ("is_withdrawn", "withdrawn"),
    "repositories": (
        *("repositories", "github", "github_repo", "github_url", "github_link", "code", "code_url", "code_link"),
        *("repo", "repo_url", "repository", "repository_url", "official_code"),
    ),
    "named": ("named",),
    "results": ("results",),
    "ids": ("ids", "external_ids"),
    "arxiv": ("arxiv_id", "arxiv", "arxivid", "eprint", "arxiv_number", "arxiv_identifier"),
    "doi": ("doi", "di", "doi_number", "digital_object_identifier", "doi_link"),
    "openalex": ("openalex_id", "openalex", "openalex_work_id"),
    "s2": ("s2_id", "s2_paper_id", "semantic_scholar_id", "semantic_scholar", "ss_id", "s2id"),
    "corpusid": ("corpus_id", "s2_corpus_id", "corpus_paper_id"),
    "pmid": ("pmid", "pubmed_id", "pubmed"),
    "pmcid": ("pmcid", "pmc_id", "pubmed_central_id"),
    "acl": ("acl_id", "anthology_id", "acl"),
    "openreview": ("openreview_id", "openreview", "forum"),
    "dblp": ("dblp_id", "dblp", "dblp_key"),
    "mag": ("mag_id", "mag"),
}
"""Field to keys, the strongest first. A field is one of `kg.model.Paper`, or a kind of identifier."""

ID_KINDS = ("arxiv", "doi", "openalex", "s2", "corpusid", "pmid", "pmcid", "acl", "openreview", "dblp", "mag")
"""The fields that hold one identifier of a known kind."""

NAMING = frozenset({"title", "paper_id", *ID_KINDS})
"""The fields one of which a header must name for a table to be one of papers."""

EVIDENCE = frozenset(
    {"abstract", "authors", "venue", "references", "cited_by_count", "reference_count", "ids", *ID_KINDS}
)
"""The fields that hardly anything but a paper has."""

UNUSED = frozenset(
    {
        *("submitter", "license", "categories", "primarycategory", "category", "versions", "updatedate", "updated"),
        *("reportno", "comment", "language", "lang", "type", "entrytype", "publisher", "pages", "volume", "issue"),
        *("number", "issn", "isbn", "eissn", "month", "editor", "editors", "address", "source", "sourcetype"),
        *("documenttype", "itemtype", "publicationtype", "publicationtypes", "openaccess", "isopenaccess", "eid"),
        *("artno", "pagestart", "pageend", "pagecount", "dateadded", "datemodified", "accessdate", "shorttitle"),
        *("authorids", "authorsids", "firstauthor", "citation", "nihmsid", "split", "language", "languages"),
    }
)
"""Keys, folded, that are understood and have no place in a paper."""


@lru_cache(maxsize=4096)
def fold(key: str) -> str:
    """Give a key without its case and without what is no letter or digit.

    >>> fold("Publication Date"), fold("publicationDate")
    ('publicationdate', 'publicationdate')
    """
    return _FOLDED.sub("", key.casefold())


_PLACES = {fold(key): (field, place) for field, all_keys in KEYS.items() for place, key in enumerate(all_keys)}


@lru_cache(maxsize=4096)
def place(key: str) -> tuple[str, int] | None:
    """Say which field a key holds, and how far down it stands among the keys of that field."""
    return _PLACES.get(fold(key))


def field(key: str) -> str | None:
    """Say which field a key holds; None where nobody knows.

    >>> field("Publication Date"), field("price")
    ('published', None)
    """
    found = place(key)
    return found[0] if found else None
