"""What others read of training: xAPI statements for a record of learning, SCORM packages for other learning systems."""
