"""The kinds of answer, one file each; every one takes the evidence and returns a draft or None when it has nothing."""
