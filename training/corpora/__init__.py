"""What is read to train and to score: the corpora of other people, annotated papers and marked sentences of ours."""
