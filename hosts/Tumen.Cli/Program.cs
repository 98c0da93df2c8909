using Tumen.Cli;

// Exit codes: 0 done; 1 ended without a trustworthy result; 2 wrong input; 70 a fault of the program; 130 stopped.
return Entry.Run(args);
